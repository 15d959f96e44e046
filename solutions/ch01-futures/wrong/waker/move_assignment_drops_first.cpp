// SPDX-License-Identifier: MIT
// mistake: If it is not me, the old one can go first.
// rejected by: an assignment drops the old reference at once
// in: plain
// says: b was taken before a dropped the first job

// body of kioto::waker::operator=(waker &&)
{
  if (this == &other) return *this;
  if (vtable_) vtable_->drop(data_);
  data_ = std::exchange(other.data_, nullptr);
  vtable_ = std::exchange(other.vtable_, nullptr);
  return *this;
}
