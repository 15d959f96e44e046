// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <kioto/async/async.hpp>
#include <kioto/rt/block_on.hpp>
#include <utility>

struct noisy {
  const char* name;

  explicit noisy(const char* text) : name(text) {}
  noisy(noisy&& other) : name(std::exchange(other.name, nullptr)) {
    std::printf("  %s moves\n", name);
  }
  ~noisy() {
    if (name != nullptr) std::printf("  %s is destroyed\n", name);
  }
};

kioto::async<int> body(noisy, const noisy& reference) {
  std::printf("  the body begins; the reference says %s\n", reference.name);
  noisy local("local");
  co_return 42;
}

int main() {
  noisy outside("outside");
  std::puts("call");
  auto call = body(noisy("parameter"), outside);
  std::puts("block_on");
  std::printf("gave %d\n", kioto::block_on(call));
  std::puts("end of main");
}
// #endregion main
