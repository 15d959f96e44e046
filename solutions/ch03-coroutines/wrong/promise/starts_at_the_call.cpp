// SPDX-License-Identifier: MIT
// mistake: A call runs a function, so it runs a coroutine, too.
// rejected by: a call makes the frame and runs nothing of the body
// in: plain
// says: the body runs
// says: the body begins in the first poll

// region include/kioto/async/async.hpp#begin
std::suspend_never initial_suspend() const noexcept { return {}; }
