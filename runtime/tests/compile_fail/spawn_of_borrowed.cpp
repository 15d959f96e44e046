// SPDX-License-Identifier: MIT
// async.08
// says: spawn: a task owns its future
#include <kioto/future/ready.hpp>
#include <kioto/task/spawn.hpp>
#include <utility>

void start() {
  auto future = kioto::ready(1);
#ifdef ALLOWED
  (void)kioto::spawn(std::move(future));
#else
  (void)kioto::spawn(future);
#endif
}
