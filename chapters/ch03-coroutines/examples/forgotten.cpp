// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <kioto/async/async.hpp>
#include <kioto/rt/block_on.hpp>

kioto::async<> save(int id) {
  std::printf("saved %d\n", id);
  co_return;
}

kioto::async<> work() {
  co_await save(1);
  (void)save(2);        // the cast silences [[nodiscard]]
  auto kept = save(3);  // so does a name
  std::puts("all saved?");
}

int main() { kioto::block_on(work()); }
// #endregion main
