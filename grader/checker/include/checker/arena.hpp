// SPDX-License-Identifier: MIT
//
// arena: the memory behind operator new. Addresses are the same in each
// execution, nothing is used twice, and what was freed is remembered.
//
//   | gap | block | gap | block | gap | ...        16 bytes a cell
//   |  -  | live  |  -  | freed |  -  |            one state each
#pragma once

#include <checker/address_map.hpp>
#include <checker/finding.hpp>
#include <cstddef>

namespace checker {

struct block {
  address begin;
  std::size_t size;
  party allocated;
  party freed;  // nobody: it is alive
};

class arena {
 public:
  enum class state : unsigned char { gap, live, freed };

  arena();

  void reset();

  /// Returns: null if there is no more.
  void* allocate(std::size_t size, std::size_t alignment, const party& by);

  /// Requires: a live block.
  void free(block& b, const party& by);

  [[nodiscard]] bool contains(address a) const { return a - begin_ < used_; }
  [[nodiscard]] bool owns(address a) const { return a - begin_ < capacity; }

  /// Requires: contains(a).
  [[nodiscard]] state state_of(address a) const {
    return states_[(a - begin_) / cell];
  }

  /// Returns: the block that `a` is in; null if it is in none.
  [[nodiscard]] block* block_at(address a);

  [[nodiscard]] const list<block>& blocks() const { return blocks_; }

 private:
  static constexpr std::size_t capacity = std::size_t{64} << 20;
  static constexpr std::size_t cell = 16;
  static constexpr std::size_t gap = 32;

  void mark(address from, std::size_t size, state s);

  address begin_ = 0;
  std::size_t used_ = 0;
  state* states_ = nullptr;
  list<block> blocks_;  // by address
};

}  // namespace checker
