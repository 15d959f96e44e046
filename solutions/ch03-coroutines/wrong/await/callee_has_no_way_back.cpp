// SPDX-License-Identifier: MIT
// mistake: The callee knows by itself who awaits it.
// rejected by: an awaited coroutine runs at once, and its end goes on at once
// in: plain
// says: expected: the caller goes on

// body of kioto::detail::resume_callee
{
  return go_on(*call.callee, *call.awaiting->root, nullptr);
}
