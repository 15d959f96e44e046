// SPDX-License-Identifier: MIT
// mistake: First let go of the old one, then take the new one: it cannot be me.
// rejected by: assigning a waker of the same job changes nothing
// in: plain
// says: called after the last reference was gone yes

// body of kioto::waker::operator=(const waker &)
{
  if (vtable_) vtable_->drop(data_);
  data_ = other.vtable_ ? other.vtable_->clone(other.data_) : nullptr;
  vtable_ = other.vtable_;
  return *this;
}
