// SPDX-License-Identifier: MIT
// says: ignoring return value of function declared with 'nodiscard' attribute
#include <kioto/future/countdown.hpp>

void forget_to_look(kioto::countdown_future& future, kioto::context& cx) {
#ifdef ALLOWED
  (void)future.poll(cx);
#else
  future.poll(cx);
#endif
}
