// SPDX-License-Identifier: MIT
// mistake: Every waker has a table, so a copy can always call its clone.
// rejected by: an empty waker can be copied and assigned, but not woken
// in: plain
// says: b is a copy of the empty waker a

// initialisers and body of kioto::waker::waker(const waker &)
: data_(other.vtable_->clone(other.data_)), vtable_(other.vtable_) {}
