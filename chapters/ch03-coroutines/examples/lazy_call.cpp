// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <kioto/async/async.hpp>
#include <kioto/rt/block_on.hpp>

kioto::async<int> fetch(int page) {
  std::printf("fetch %d\n", page);
  co_return page;
}

kioto::async<> both() {
  auto one = fetch(1);
  auto two = fetch(2);
  auto three = fetch(3);
  std::puts("three calls");
  const int second = co_await two;
  const int first = co_await one;
  std::printf("have %d and %d\n", second, first);
}

int main() { kioto::block_on(both()); }
// #endregion main
