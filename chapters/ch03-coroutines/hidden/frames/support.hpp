// SPDX-License-Identifier: MIT
//
// Frames as bytes with a size, through allocate_frame and deallocate_frame.
#pragma once

#include <cstdint>
#include <cstring>
#include <grader/probe.hpp>
#include <kioto/async/frame_allocator.hpp>
#include <vector>

namespace kd = kioto::detail;

inline std::vector<std::size_t> sizes_asked() {
  const auto asked = probe::ask<std::vector<std::int64_t>>("sizes");
  return {asked.begin(), asked.end()};
}

// Memory of one frame, filled with a byte of its own.
struct frame {
  explicit frame(std::size_t n, int mark = 0)
      : memory(kd::allocate_frame(n)),
        size(n),
        byte(static_cast<unsigned char>(mark)) {
    std::memset(memory, byte, size);
  }
  // How many of its bytes somebody else has changed.
  [[nodiscard]] int changed() const {
    const auto* at = static_cast<const unsigned char*>(memory);
    int n = 0;
    for (std::size_t i = 0; i < size; ++i) n += at[i] != byte;
    return n;
  }
  void free() const { kd::deallocate_frame(memory, size); }

  void* memory;
  std::size_t size;
  unsigned char byte;
};

// Frees all frames, then allocates as many again. Returns: how often that
// called operator new.
inline std::int64_t again(std::vector<frame>& frames) {
  for (frame& f : frames) f.free();
  const std::int64_t before = probe::allocations();
  for (frame& f : frames) f = frame(f.size, f.byte);
  return probe::allocations() - before;
}
