// SPDX-License-Identifier: MIT
// mistake: If it is not me, the old one can go first.
// rejected by: an assignment drops the old reference at once
// in: plain
// says: a = b: the first job
// says: so clone first, and drop last

// body of kioto::waker::operator=(const waker &)
{
  if (will_wake(other)) return *this;
  if (vtable_) vtable_->drop(data_);
  data_ = other.vtable_ ? other.vtable_->clone(other.data_) : nullptr;
  vtable_ = other.vtable_;
  return *this;
}
