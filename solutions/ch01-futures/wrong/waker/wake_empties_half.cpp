// SPDX-License-Identifier: MIT
// mistake: Empty means that there is no table, and the pointer can wait.
// rejected by: wake uses the waker up, wake_by_ref keeps it
// in: asan
// says: heap-use-after-free

// body of kioto::waker::wake
{
  KIOTO_ASSERT(vtable_, "wake() of an empty waker");
  std::exchange(vtable_, nullptr)->wake(data_);
  data_ = nullptr;
}
