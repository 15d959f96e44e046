// SPDX-License-Identifier: MIT
// async.08
// says: what this callable makes only borrows another
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/task/spawn.hpp>
#include <utility>

void start() {
  auto child = kioto::ready(1);
  const auto twice = [](int i) { return 2 * i; };
#ifdef ALLOWED
  (void)kioto::spawn([child = std::move(child), twice]() mutable {
    return kioto::map(std::move(child), twice);
  });
#else
  (void)kioto::spawn([&child, twice] { return kioto::map(child, twice); });
#endif
}
