// SPDX-License-Identifier: MIT
// says: ignoring return value
#include <kioto/future/ready.hpp>
#include <kioto/task/spawn.hpp>

void start() {
#ifdef ALLOWED
  kioto::spawn(kioto::ready(1)).detach();
#else
  kioto::spawn(kioto::ready(1));
#endif
}
