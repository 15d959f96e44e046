// SPDX-License-Identifier: MIT
// mistake: The coroutine that awaits a future has the leaf, and not the root.
// rejected by: each poll of the root polls the leaf once, at any depth
// in: plain
// says: returned ready
// says: your kioto::detail::future_awaiter::await_suspend

// body of kioto::detail::future_awaiter::await_suspend
{
  awaiting->link = this;
}
