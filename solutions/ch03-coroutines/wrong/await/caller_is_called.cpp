// SPDX-License-Identifier: MIT
// mistake: To go on with a coroutine is to call resume().
// rejected by: 10,000 awaits in a loop use no stack
// in: plain
// says: the stack grew by
// says: .resume() is a call
// says: your kioto::detail::promise_base::final_awaiter::await_suspend

// body of kioto::detail::promise_base::final_awaiter::await_suspend
{
  promise_base& callee = ended.promise();
  await_root* root = std::exchange(callee.root, completed());
  if (callee.awaited_by() == nullptr) return std::noop_coroutine();
  promise_base& caller = *callee.awaited_by()->awaiting;
  caller.root = root;
  caller.frame().resume();
  return std::noop_coroutine();
}
