// SPDX-License-Identifier: MIT
// case: wake() needs std::move
// must: not compile
// why: wake() uses the waker up; std::move(w).wake() says so
// about: kioto::waker::wake
#include <kioto/future/waker.hpp>

void wakes_without_move(kioto::waker w) { w.wake(); }
