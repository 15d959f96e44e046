// SPDX-License-Identifier: MIT
// mistake: A move copies the members; the other waker is going away anyway.
// rejected by: a move calls nothing and leaves an empty waker behind
// in: plain
// says: a is empty no

// initialisers and body of kioto::waker::waker(waker &&)
: data_(other.data_), vtable_(other.vtable_) {}
