// SPDX-License-Identifier: MIT
// mistake: wake() and wake_by_ref() do the same; the destructor drops later.
// rejected by: wake uses the waker up, wake_by_ref keeps it
// in: plain
// says: the table saw 1 wake_by_ref

// body of kioto::waker::wake
{
  KIOTO_ASSERT(vtable_, "wake() of an empty waker");
  vtable_->wake_by_ref(data_);
}
