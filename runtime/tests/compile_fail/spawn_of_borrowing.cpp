// SPDX-License-Identifier: MIT
// async.08
// says: this one only borrows another
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/task/spawn.hpp>
#include <utility>

void start() {
  auto child = kioto::ready(1);
  const auto twice = [](int i) { return 2 * i; };
#ifdef ALLOWED
  (void)kioto::spawn(kioto::map(std::move(child), twice));
#else
  (void)kioto::spawn(kioto::map(child, twice));
#endif
}
