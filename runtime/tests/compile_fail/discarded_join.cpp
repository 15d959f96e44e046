// SPDX-License-Identifier: MIT
// says: ignoring return value of function declared with 'nodiscard' attribute
#include <kioto/future/join.hpp>
#include <kioto/future/ready.hpp>

void forget_to_wait() {
#ifdef ALLOWED
  auto future = kioto::join(kioto::ready(1), kioto::ready(2));
  (void)future;
#else
  kioto::join(kioto::ready(1), kioto::ready(2));
#endif
}
