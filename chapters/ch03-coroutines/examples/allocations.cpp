// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <cstdlib>
#include <kioto/async/async.hpp>
#include <kioto/rt/block_on.hpp>
#include <new>

int allocations = 0;
void* operator new(std::size_t size) {
  ++allocations;
  return std::malloc(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

kioto::async<int> one() { co_return 1; }

kioto::async<int> count(int turns) {
  int sum = 0;
  while (turns-- > 0) sum += co_await one();
  co_return sum;
}

int main() {
  kioto::block_on(count(10));  // warms up
  const int before = allocations;
  const int sum = kioto::block_on(count(1'000'000));
  std::printf("%d coroutines, %d calls of operator new\n", sum,
              allocations - before);
}
// #endregion main
