// SPDX-License-Identifier: MIT
//
// vector_clock: what a thread knows of the others' progress. Event e of thread
// t happens before whatever has clock[t] >= e.
//
// Source: Mattern, "Virtual time and global states of distributed systems".
#pragma once

#include <array>
#include <cstdint>

namespace checker {

using thread_id = int;
inline constexpr int most_threads = 12;

using thread_set = std::uint16_t;  // a bit for each thread
constexpr thread_set only(thread_id t) {
  return static_cast<thread_set>(1u << t);
}
constexpr bool contains(thread_set set, thread_id t) {
  return (set >> t & 1) != 0;
}

using tick = std::uint32_t;

class vector_clock {
 public:
  tick& operator[](thread_id t) { return ticks_[static_cast<unsigned>(t)]; }
  tick operator[](thread_id t) const {
    return ticks_[static_cast<unsigned>(t)];
  }

  /// Learns all that `other` knows.
  void join(const vector_clock& other) {
    for (unsigned t = 0; t < most_threads; ++t) {
      if (other.ticks_[t] > ticks_[t]) ticks_[t] = other.ticks_[t];
    }
  }

 private:
  std::array<tick, most_threads> ticks_{};
};

}  // namespace checker
