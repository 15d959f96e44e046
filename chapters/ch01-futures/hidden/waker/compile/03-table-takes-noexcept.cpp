// SPDX-License-Identifier: MIT
// case: a function that may throw does not fit into the table
// must: not compile
// why: whoever wakes has no answer to an exception
// about: kioto::waker::wake
#include <kioto/future/waker.hpp>

void wake_that_may_throw(void*);

void fills_the_table(kioto::waker_vtable& table) {
  table.wake = wake_that_may_throw;
}
