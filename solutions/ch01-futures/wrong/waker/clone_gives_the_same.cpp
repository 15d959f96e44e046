// SPDX-License-Identifier: MIT
// mistake: clone() adds one to a count, and the pointer stays what it is.
// rejected by: a copy calls clone once and gives its own reference back
// in: plain
// says: drop got the pointer of a
// says: what clone returns is the pointer of the copy

// initialisers and body of kioto::waker::waker(const waker &)
: data_(other.data_), vtable_(other.vtable_) {
  if (vtable_) vtable_->clone(data_);
}
