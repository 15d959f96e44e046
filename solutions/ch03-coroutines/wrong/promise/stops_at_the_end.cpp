// SPDX-License-Identifier: MIT
// mistake: At the end it suffices that the frame stays.
// rejected by: a coroutine that ends hands its outcome to the one that awaits
//   it
// in: plain
// says: expected: the caller goes on
// says: a coroutine that ends goes on with its caller

// region include/kioto/async/async.hpp#end
std::suspend_always final_suspend() const noexcept { return {}; }
