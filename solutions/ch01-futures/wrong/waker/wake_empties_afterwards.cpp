// SPDX-License-Identifier: MIT
// mistake: First wake, then tidy up.
// rejected by: wake uses the waker up, wake_by_ref keeps it
// in: plain
// says: the table saw 1 wake, 1 drop
// says: had to be empty before it

// body of kioto::waker::wake
{
  KIOTO_ASSERT(vtable_, "wake() of an empty waker");
  vtable_->wake(data_);
  vtable_ = nullptr;
  data_ = nullptr;
}
