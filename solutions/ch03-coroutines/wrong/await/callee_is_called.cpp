// SPDX-License-Identifier: MIT
// mistake: To start a coroutine is to call resume().
// rejected by: 100,000 coroutines wait and end, or are dropped, on a flat stack
// in: plain
// says: the stack grew by
// says: .resume() is a call
// says: your kioto::detail::call_awaiter::await_suspend

// body of kioto::detail::call_awaiter::await_suspend
{
  resume_callee(*this).resume();
  return std::noop_coroutine();
}
