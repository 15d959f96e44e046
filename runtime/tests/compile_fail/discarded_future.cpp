// SPDX-License-Identifier: MIT
// says: ignoring return value of function declared with 'nodiscard' attribute
#include <kioto/future/yield_now.hpp>

void forget_to_poll() {
#ifdef ALLOWED
  auto future = kioto::yield_now();
  (void)future;
#else
  kioto::yield_now();
#endif
}
