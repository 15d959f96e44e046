// SPDX-License-Identifier: MIT
// says: race: all futures give the same type (select() takes different ones)
#include <kioto/future/race.hpp>
#include <kioto/future/ready.hpp>

void race_an_int_with_a_bool() {
#ifdef ALLOWED
  auto first = kioto::race(kioto::ready(1), kioto::ready(2));
#else
  auto first = kioto::race(kioto::ready(1), kioto::ready(true));
#endif
  (void)first;
}
