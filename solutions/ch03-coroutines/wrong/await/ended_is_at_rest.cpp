// SPDX-License-Identifier: MIT
// mistake: A coroutine that has ended has no root.
// rejected by: a coroutine that has ended is complete, and not at rest
// in: plain
// says: died no
// says: its root must be completed()

// body of kioto::detail::promise_base::final_awaiter::await_suspend
{
  promise_base& callee = ended.promise();
  await_root* root = std::exchange(callee.root, nullptr);
  if (callee.awaited_by() == nullptr) return std::noop_coroutine();
  callee.awaited_by()->awaiting->root = root;
  return callee.awaited_by()->awaiting->frame();
}
