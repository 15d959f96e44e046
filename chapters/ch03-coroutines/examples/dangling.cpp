// SPDX-License-Identifier: MIT
// example: exit 1
// build: asan
// #region main
#include <kioto/async/async.hpp>
#include <kioto/rt/block_on.hpp>
#include <string>

kioto::async<std::size_t> length(const std::string& text) {
  co_return text.size();
}

int main() {
  auto call = length(std::string(100, 'x'));
  return kioto::block_on(call) == 100 ? 0 : 2;
}
// #endregion main
