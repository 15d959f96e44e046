// SPDX-License-Identifier: MIT
// async.20: an async that nobody awaits never runs.
// says: ignoring return value of function declared with 'nodiscard' attribute
#include <kioto/async/async.hpp>

kioto::async<int> answer() { co_return 42; }

void forget_to_await() {
#ifdef ALLOWED
  (void)answer();
#else
  answer();
#endif
}
