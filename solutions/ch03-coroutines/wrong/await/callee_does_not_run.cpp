// SPDX-License-Identifier: MIT
// mistake: An async that is awaited waits for its own poll.
// rejected by: an awaited coroutine runs at once, and its end goes on at once
// in: plain
// says: expected: the callee runs
// says: the callee is what runs next

// body of kioto::detail::resume_callee
{
  call.callee->link = &call;
  return std::noop_coroutine();
}
