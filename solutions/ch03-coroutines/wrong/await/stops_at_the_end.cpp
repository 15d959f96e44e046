// SPDX-License-Identifier: MIT
// mistake: At the end there is nothing left to run.
// rejected by: an awaited coroutine runs at once, and its end goes on at once
// in: plain
// says: expected: the caller goes on
// says: the caller is what runs next

// body of kioto::detail::promise_base::final_awaiter::await_suspend
{
  ended.promise().root = completed();
  return std::noop_coroutine();
}
