// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <stdexcept>

kioto::async<int> inner() {
  co_await kioto::yield_now();
  throw std::runtime_error("no such page");
}

kioto::async<int> outer() {
  try {
    co_return co_await inner();
  } catch (const std::runtime_error& error) {
    std::printf("outer caught: %s\n", error.what());
  }
  co_return 404;
}

int main() {
  auto call = inner();
  std::puts("the call threw nothing");
  std::printf("outer gave %d\n", kioto::block_on(outer()));
}
// #endregion main
