// SPDX-License-Identifier: MIT
// mistake: Assignment is copying: the reference held before needs no thought.
// rejected by: an assignment drops the old reference at once
// in: plain
// says: the table saw no call
// says: expected: the table saw 1 drop

// body of kioto::waker::operator=(const waker &)
{
  data_ = other.vtable_ ? other.vtable_->clone(other.data_) : nullptr;
  vtable_ = other.vtable_;
  return *this;
}
