// SPDX-License-Identifier: MIT
//
// Makes a use of dead memory show in every run, also without a sanitizer: what
// was freed, and the stack that was left, is filled with zeros. A string or a
// number that lived there is then empty, or 0.
//
//   stale::deep([&] { g.arrive("Ada", "Lovelace"); });
//   stale::wipe();
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace stale {

constexpr std::size_t depth = std::size_t{64} << 10;

/// Fills the stack below its caller.
[[gnu::noinline]] inline void wipe_stack() {
  char area[2 * depth];
  std::memset(area, 0, sizeof area);
  asm volatile("" : : "r"(area) : "memory");  // is not optimized away
}

/// Calls `fn` further down the stack than anything that is called later, so
/// that its frame is wiped and not used again.
template <class F>
[[gnu::noinline]] void deep(F fn) {
  char gap[depth];
  asm volatile("" : : "r"(gap) : "memory");
  fn();
}

/// Fills the free memory of malloc, as far as it is used again at once. What
/// it takes for that is never given back: once a process.
inline void wipe_heap() {
  static void* taken[8 * 64];  // reachable: no leak
  std::size_t n = 0;
  for (std::size_t size = 24; size <= 1032; size += 16)
    for (int i = 0; i < 8; ++i) {
      void* const memory = std::malloc(size);
      if (memory != nullptr) std::memset(memory, 0, size);
      taken[n++] = memory;
    }
}

inline void wipe() {
  wipe_stack();
  wipe_heap();
}

}  // namespace stale
