// SPDX-License-Identifier: MIT
// mistake: A coroutine that has ended may be destroyed, and then the result is
//   taken.
// rejected by: a result is moved on its way, never copied
// in: asan
// says: heap-use-after-free

// body of kioto::detail::call_awaiter::await_resume
{
  auto& promise = *static_cast<async_promise<T>*>(callee);
  auto& result = promise.result();
  if (owns_callee) destroy_async(promise);
  callee = nullptr;
  return result.take();
}
