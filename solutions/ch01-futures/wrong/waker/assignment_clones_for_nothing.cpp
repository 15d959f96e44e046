// SPDX-License-Identifier: MIT
// mistake: clone() adds one to a count, and the pointer stays what it is.
// rejected by: an assignment drops the old reference at once
// in: plain
// says: drop got the pointer of a
// says: what clone returns is the pointer of the copy

// body of kioto::waker::operator=(const waker &)
{
  if (will_wake(other)) return *this;
  if (other.vtable_) other.vtable_->clone(other.data_);
  const waker old(std::move(*this));
  data_ = other.data_;
  vtable_ = other.vtable_;
  return *this;
}
