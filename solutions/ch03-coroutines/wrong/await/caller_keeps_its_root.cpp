// SPDX-License-Identifier: MIT
// mistake: The caller has had a root all the time.
// rejected by: whoever runs has the root of the poll that goes on now
// in: asan
// says: stack-use-after-return

// body of kioto::detail::promise_base::final_awaiter::await_suspend
{
  promise_base& callee = ended.promise();
  callee.root = completed();
  if (callee.awaited_by() == nullptr) return std::noop_coroutine();
  return callee.awaited_by()->awaiting->frame();
}
