// SPDX-License-Identifier: MIT
//
// spinner: waits for something awake, for a moment, before a thread sleeps for
// it. To sleep and to be woken takes longer than many a wait: 10 to 20 us where
// the core has to be woken too.
//
//   spins that paid     in a row that did not
//        always  <-----  0 1 2 3 | 4 ...  -----> one of 32, as a probe
//
// A wait that is longer than `most` is not worth it, and what was long will be
// long again: so it gives up after a few, and tries again from time to time.
//
// Thread safety: that of a plain value.
#pragma once

#include <chrono>
#include <cstdint>
#include <thread>

namespace kioto::detail {

class spinner {
 public:
  /// As long as it takes to be woken, so that both together take at most twice
  /// what the better of the two would.
  static constexpr std::chrono::microseconds most{25};

  /// Waits until `is_there()`, or for a moment, or not at all. Returns: what
  /// `is_there()` said last.
  template <class Fn>
  bool wait_for(Fn is_there) noexcept {
    if (is_there()) return true;
    if (!has_cores || !is_worth_it()) return false;
    using clock = std::chrono::steady_clock;
    const clock::time_point until = clock::now() + most;
    do {
      for (int i = 0; i < 16; ++i) {
        if (is_there()) {
          in_vain_ = 0;
          return true;
        }
        pause();
      }
    } while (clock::now() < until);
    ++in_vain_;
    return false;
  }

 private:
  static constexpr std::uint32_t enough = 4, probe_every = 32;
  // On one core, whoever is waited for would not run meanwhile.
  static inline const bool has_cores = std::thread::hardware_concurrency() > 1;

  // Leaves the core to its other hardware thread, for a few cycles.
  static void pause() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }

  bool is_worth_it() noexcept {
    return in_vain_ < enough || ++in_vain_ % probe_every == 0;
  }

  std::uint32_t in_vain_ = 0;
};

}  // namespace kioto::detail
