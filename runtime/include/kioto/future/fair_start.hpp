// SPDX-License-Identifier: MIT
//
// fair_start(n): which of n children a combinator polls first. A combinator
// that always begins with its first child lets that one win whenever several
// are ready, and the last one may never get its turn.
//
// The numbers come from a generator of each thread, cheap and good enough to
// be fair; they are no secret. Source: G. Marsaglia, "Xorshift RNGs", 2003;
// the multiplication after it: S. Vigna, "An experimental exploration of
// Marsaglia's xorshift generators, scrambled", 2016 (xorshift64*).
//
// Thread safety: any; each thread has its own state.
//
// Rejected
//   - A counter that all threads share: a contended cache line in every poll.
//   - A counter in each combinator: two fresh ones begin with the same child,
//     and a loop around select() makes a fresh one each time.
//   - std::mt19937: 2.5 KB a thread, and slower than the polls that it orders.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace kioto::detail {

/// The state of this thread's generator. 0 = not seeded yet.
inline constinit thread_local std::uint64_t fair_start_state = 0;

/// Makes the numbers of this thread repeatable, for tests.
inline void seed_fair_start(std::uint64_t seed) noexcept {
  // The finalizer of splitmix64: seeds that differ by little, or that are
  // small, give states that differ in half of their bits.
  seed += 0x9e3779b97f4a7c15;
  seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9;
  seed = (seed ^ (seed >> 27)) * 0x94d049bb133111eb;
  seed ^= seed >> 31;
  fair_start_state = seed != 0 ? seed : 1;
}

/// Seeds this thread unlike all others, and unlike the last run if the system
/// lays out memory at random.
inline void seed_fair_start() noexcept {
  static constinit std::atomic<std::uint64_t> threads = 0;
  // relaxed: nothing but the number is passed on.
  const auto thread = threads.fetch_add(1, std::memory_order_relaxed);
  seed_fair_start(reinterpret_cast<std::uintptr_t>(&fair_start_state) +
                  (thread << 48));
}

/// Gives a number from 0 to n - 1, each as often as the others.
///
/// Requires: 0 < n < 2^32. Cost: some nanoseconds, no lock.
inline std::size_t fair_start(std::size_t n) noexcept {
  if (fair_start_state == 0) seed_fair_start();
  std::uint64_t& x = fair_start_state;
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  const std::uint64_t number = (x * 0x2545f4914f6cdd1d) >> 32;
  return static_cast<std::size_t>((number * n) >> 32);
}

}  // namespace kioto::detail
