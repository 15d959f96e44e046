// SPDX-License-Identifier: MIT
// mistake: The other async is going away anyway.
// rejected by: an async that waits may be moved, and goes on
// in: asan
// says: expected: moved
// says: an async that was moved from has no coroutine to destroy

// initialisers and body of kioto::async::async(async &&)
: promise_(other.promise_) {}
