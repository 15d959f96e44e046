// SPDX-License-Identifier: MIT
// mistake: A waker is two pointers, so copying the two pointers copies it.
// rejected by: a copy calls clone once and gives its own reference back
// in: plain
// says: the table saw no call
// says: expected: the table saw 1 clone

// initialisers and body of kioto::waker::waker(const waker &)
: data_(other.data_), vtable_(other.vtable_) {}
