// SPDX-License-Identifier: MIT
// mistake: Stopping is all that await_suspend has to do.
// rejected by: each poll of the root polls the leaf once, at any depth
// in: plain
// says: the leaf is not ready
// says: your kioto::detail::future_awaiter::await_suspend

// body of kioto::detail::future_awaiter::await_suspend
{
}
