// SPDX-License-Identifier: MIT
#include <sys/mman.h>
#include <algorithm>
#include <checker/arena.hpp>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {
[[gnu::weak]] void __asan_poison_memory_region(const volatile void* memory,
                                               std::size_t size);
[[gnu::weak]] void __asan_unpoison_memory_region(const volatile void* memory,
                                                 std::size_t size);
}

namespace checker {
namespace {

// Where nothing else is, with AddressSanitizer or without.
constexpr address usual_place = 0x2000'0000'0000;

constexpr int untouched = 0xA5;

void* map(address hint, std::size_t size) {
  void* const memory =
      mmap(reinterpret_cast<void*>(hint), size, PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) out_of_memory();
  return memory;
}

}  // namespace

void out_of_memory() {
  std::fputs("checker: out of memory\n", stderr);
  std::abort();
}

arena::arena()
    : begin_(reinterpret_cast<address>(map(usual_place, capacity))),
      states_(static_cast<state*>(map(0, capacity / cell))) {}

void arena::reset() {
  mark(begin_, used_, state::gap);
  if (__asan_unpoison_memory_region != nullptr) {
    __asan_unpoison_memory_region(reinterpret_cast<void*>(begin_), used_);
  }
  used_ = 0;
  blocks_.clear();
}

void* arena::allocate(std::size_t size, std::size_t alignment,
                      const party& by) {
  size = std::max<std::size_t>(size, 1);
  alignment = std::max(alignment, cell);
  if (size > capacity || alignment > capacity) return nullptr;
  const address a =
      (begin_ + used_ + gap + alignment - 1) / alignment * alignment;
  const std::size_t cells = (size + cell - 1) / cell * cell;
  if (a + cells + gap - begin_ > capacity) return nullptr;
  used_ = a + cells + gap - begin_;
  mark(a, cells, state::live);
  void* const memory = reinterpret_cast<void*>(a);
  std::memset(memory, untouched, cells);
  blocks_.push_back({a, size, by, {}});
  return memory;
}

void arena::free(block& b, const party& by) {
  b.freed = by;
  mark(b.begin, b.size, state::freed);
  if (__asan_poison_memory_region != nullptr) {
    __asan_poison_memory_region(reinterpret_cast<void*>(b.begin), b.size);
  }
}

block* arena::block_at(address a) {
  block* const after =
      std::upper_bound(blocks_.begin(), blocks_.end(), a,
                       [](address x, const block& b) { return x < b.begin; });
  if (after == blocks_.begin()) return nullptr;
  block* const b = after - 1;
  return a - b->begin < b->size ? b : nullptr;
}

void arena::mark(address from, std::size_t size, state s) {
  std::memset(states_ + (from - begin_) / cell, static_cast<int>(s),
              (size + cell - 1) / cell);
}

}  // namespace checker
