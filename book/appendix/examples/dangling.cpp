// SPDX-License-Identifier: MIT
// example: exit 1
// build: asan
// #region main
#include <cstdio>
#include <kioto/async/async.hpp>
#include <kioto/rt/block_on.hpp>
#include <string>

kioto::async<> greet(const std::string& name) {
  std::fprintf(stderr, "Hello, %s!\n", name.c_str());
  co_return;
}

kioto::async<> two_steps() {
  auto greeting = greet(std::string("everybody who has come tonight"));
  co_await std::move(greeting);  // the string was gone one line above
}

int main() { kioto::block_on(two_steps()); }
// #endregion main
