// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/countdown.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/then.hpp>

// #region main
int main() {
  auto one = kioto::countdown(1);
  auto three_in_turn =
      kioto::then(kioto::then(kioto::countdown(1),
                              [](unsigned n) { return kioto::countdown(n); }),
                  [](unsigned n) { return kioto::countdown(n); });
  auto three_at_once = kioto::join(kioto::countdown(1), kioto::countdown(1),
                                   kioto::countdown(1));
  std::printf("one %zu, in turn %zu, at once %zu bytes\n", sizeof one,
              sizeof three_in_turn, sizeof three_at_once);
}
// #endregion main
