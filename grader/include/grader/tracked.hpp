// SPDX-License-Identifier: MIT
//
// Values for probes that count what is done to them.
#pragma once

#include <utility>

namespace probe {

// Counts of one family of tracked values since the case began.
struct tally {
  int made = 0;       // by value constructor
  int copied = 0;     // copy constructions and copy assignments
  int moved = 0;      // move constructions and move assignments
  int destroyed = 0;  // destructor calls
  int live = 0;       // objects that exist now
};
inline tally counts;

// A copyable value that counts in `counts`. A moved-from one holds -1.
class tracked {
 public:
  explicit tracked(int v) : value(v) { ++counts.made, ++counts.live; }
  tracked(const tracked& o) : value(o.value) { ++counts.copied, ++counts.live; }
  tracked(tracked&& o) noexcept : value(std::exchange(o.value, -1)) {
    ++counts.moved, ++counts.live;
  }
  tracked& operator=(const tracked& o) {
    value = o.value;
    ++counts.copied;
    return *this;
  }
  tracked& operator=(tracked&& o) noexcept {
    value = std::exchange(o.value, -1);
    ++counts.moved;
    return *this;
  }
  ~tracked() { ++counts.destroyed, --counts.live; }

  int value;
};

// The same, but it can only be moved.
class move_only : public tracked {
 public:
  using tracked::tracked;
  move_only(const move_only&) = delete;
  move_only(move_only&&) noexcept = default;
  move_only& operator=(const move_only&) = delete;
  move_only& operator=(move_only&&) noexcept = default;
};

}  // namespace probe
