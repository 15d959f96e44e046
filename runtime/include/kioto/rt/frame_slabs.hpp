// SPDX-License-Identifier: MIT
//
// frame_slabs: memory of frames and tasks, cut from large pieces. A block of
// malloc has 8 to 16 bytes beside what was asked for; here it has none, and
// one whose size is a multiple of 64 lies on cache lines of its own.
//
//   address space, reserved once
//   +------------------+--------+--------+--------+- - -
//   | what is known of | slab   | slab   | free   |  never used
//   | each slab        | of 64s | of 80s | slab   |
//   +------------------+--------+--------+--------+- - -
//
//   a slab of 80s          | frame 0 | frame 1 | frame 2 | ...
//   a bit for 16 bytes     1         0         1             1: it is free
//
// A frame goes back to its slab, and frames are taken in the order of their
// addresses. So those that are taken one after the other are neighbours,
// however long the program runs. A slab of which all frames are back serves any
// size; of such slabs it keeps 64 MiB, and gives the memory of others back.
//
// Thread safety: any thread.
//
// Invariants
//   1. A slab is on the shelf of a size, or free. A shelf finds it if a frame
//      of it is free.
//   2. A slab that is free has no frame anywhere.
//
// Source: the central free list and the spans of tcmalloc.
//
// Rejected
//   - A list of the free frames of a slab: the next one has to be read before
//     it can be had, from memory that nobody has touched for long. And cells
//     and frames that share a size come back in two orders, one riffled into
//     the other: after some rounds neighbours are anywhere.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace kioto::detail {

/// What is in the memory of a frame that is free.
struct free_frame {
  free_frame* next;
};

/// The free frames of a page, as one thread has them.
class frame_supply {
 public:
  static constexpr std::size_t page_bytes = 4'096;
  static constexpr std::size_t unit = 16;  // frames are multiples of it
  /// One for each unit: whether a frame that is free begins there.
  using bits = std::array<std::uint64_t, page_bytes / unit / 64>;

  frame_supply() noexcept = default;
  frame_supply(std::byte* page, const bits& free) noexcept
      : at_(page), free_(free) {}

  /// Takes the first one. Returns: null if there are none.
  void* take() noexcept {
    while (free_[0] == 0) {
      if ((free_[1] | free_[2] | free_[3]) == 0) return nullptr;
      free_ = {free_[1], free_[2], free_[3], 0};
      at_ += 64 * unit;
    }
    const auto bit = static_cast<std::size_t>(std::countr_zero(free_[0]));
    free_[0] &= free_[0] - 1;
    return at_ + bit * unit;
  }

 private:
  std::byte* at_ = nullptr;  // of the first word's first bit
  bits free_{};
};

/// Where all slabs are; set by frame_slabs::reserve().
struct address_range {
  std::uintptr_t begin = 0;
  std::size_t bytes = 0;
};
inline constinit address_range addresses_of_slabs;

class frame_slabs {
 public:
  static constexpr std::size_t slab_bytes = std::size_t{1} << 16;
  static constexpr std::size_t most_free_bytes = std::size_t{64} << 20;

  /// Reserves the address space; a part of it, or none, if the system does not
  /// grant all. Comes before everything else; may be called again.
  static void reserve() noexcept;

  /// Takes frames of a size, those of a page. Sizes: multiples of
  /// frame_cache::step, up to frame_cache::largest.
  /// Returns: none if the system gives no memory for a slab.
  /// Cost: one lock.
  [[nodiscard]] static frame_supply take(std::size_t size) noexcept;

  /// Takes frames of a size back, as a list. Requires: owns() each.
  /// Cost: one lock.
  static void give(const free_frame* frames, std::size_t size) noexcept;

  /// Whether a frame comes from here.
  [[nodiscard]] static bool owns(const void* frame) noexcept {
    return std::bit_cast<std::uintptr_t>(frame) - addresses_of_slabs.begin <
           addresses_of_slabs.bytes;
  }

  /// For tests.
  struct statistics {
    std::size_t slabs;     // that are on shelves
    std::size_t resident;  // that are free, and have memory
  };
  [[nodiscard]] static statistics read_statistics() noexcept;
};

}  // namespace kioto::detail
