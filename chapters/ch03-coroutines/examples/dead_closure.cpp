// SPDX-License-Identifier: MIT
// example: exit 1
// build: asan
// #region main
#include <kioto/async/async.hpp>
#include <kioto/rt/block_on.hpp>

[[gnu::noinline]] kioto::async<int> plus_one(int n) {
  auto body = [n]() -> kioto::async<int> { co_return n + 1; };
  return body();
}

int main() { return kioto::block_on(plus_one(6)) == 7 ? 0 : 2; }
// #endregion main
