// SPDX-License-Identifier: MIT
// example: does not compile
// build: plain
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>
#include <kioto/rt/block_on.hpp>

// #region main
int main() {
  return kioto::block_on(
      kioto::then(kioto::ready(20), [](int n) { return n + 1; }));
}
// #endregion main
