// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <kioto/future/lazy.hpp>
#include <kioto/rt/block_on.hpp>

int main() {
  auto tea = kioto::lazy([] {
    std::puts("the kettle is on");
    return 95;
  });
  [[maybe_unused]] auto coffee = kioto::lazy([] { std::puts("grinding"); });
  std::puts("tea and coffee are ordered");
  std::printf("it is served at %d degrees\n", kioto::block_on(tea));
}
// #endregion main
