// SPDX-License-Identifier: MIT
// mistake: await_ready says no, and then the coroutine is resumed.
// rejected by: each poll of the root polls the leaf once, at any depth
// in: plain
// says: returned ready
// says: the leaf is not ready

// body of kioto::detail::future_awaiter::await_ready
{
  poll_into_outcome(awaiting->root->cx);
  return true;
}
