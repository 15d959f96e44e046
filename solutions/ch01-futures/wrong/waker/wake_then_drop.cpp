// SPDX-License-Identifier: MIT
// mistake: wake() calls the table's wake, and the destructor drops as always.
// rejected by: wake uses the waker up, wake_by_ref keeps it
// in: plain
// says: w is empty no

// body of kioto::waker::wake
{
  KIOTO_ASSERT(vtable_, "wake() of an empty waker");
  vtable_->wake(data_);
}
