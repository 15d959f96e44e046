// SPDX-License-Identifier: MIT
#include <malloc.h>
#include <cstdint>
#include <grader/probe.hpp>
#include <kioto/async/frame_allocator.hpp>
#include <vector>

#include "support.hpp"

using probe::emit;

// --- one frame ---

PROBE(next_one) {
  for (const std::size_t size : sizes_asked()) {
    const frame first(size);
    const frame other(size);
    first.free();
    const std::int64_t before = probe::allocations();
    const frame second(size);
    emit("calls of operator new", probe::allocations() - before);
    other.free();
    second.free();
  }
}

// "sizes" in pairs: what is freed, and what is asked for next.
PROBE(neighbours) {
  const auto sizes = sizes_asked();
  for (std::size_t i = 0; i < sizes.size(); i += 2) {
    const frame first(sizes[i]);
    first.free();
    const std::int64_t before = probe::allocations();
    const frame second(sizes[i + 1]);
    emit("calls of operator new", probe::allocations() - before);
    second.free();
  }
}

PROBE(larger) {
  for (const std::size_t size : sizes_asked()) {
    std::vector<frame> one(1, frame(size));
    emit("calls of operator new", again(one));
    one[0].free();
  }
}

// --- many frames ---

// Twice: allocates all, fills each with a byte of its own, looks whether it is
// still there, frees all in another order. Room is asked of malloc before
// anything is written beyond it.
PROBE(own_memory) {
  const auto sizes = sizes_asked();
  const auto stride = probe::ask<std::size_t>("stride");
  int small = 0, changed = 0, askew = 0;
  for (int round = 0; round < 2; ++round) {
    for (const std::size_t size : sizes) {
      void* const memory = kd::allocate_frame(size);
      small += ::malloc_usable_size(memory) < size;
      kd::deallocate_frame(memory, size);
    }
    emit("too small", small);
    if (small != 0) return;
    std::vector<frame> frames;
    int mark = 0;
    for (const std::size_t size : sizes) frames.emplace_back(size, ++mark);
    for (const frame& f : frames) {
      changed += f.changed() != 0;
      askew += reinterpret_cast<std::uintptr_t>(f.memory) %
                   __STDCPP_DEFAULT_NEW_ALIGNMENT__ !=
               0;
    }
    for (std::size_t i = 0; i < frames.size(); ++i)
      frames[i * stride % frames.size()].free();
  }
  emit("changed by another", changed);
  emit("not aligned", askew);
}

// Each round makes all frames and frees them.
PROBE(gives_back) {
  const auto size = probe::ask<std::size_t>("size");
  std::vector<frame> frames(probe::ask<std::size_t>("count"), frame(size));
  const auto fill = [&] {
    for (frame& f : frames) f = frame(size);
    for (const frame& f : frames) f.free();
    return static_cast<std::int64_t>(::mallinfo2().uordblks);
  };
  const auto first = fill();
  auto last = first;
  for (auto n = probe::ask<int>("rounds"); n > 0; --n) last = fill();
  emit("MiB that malloc misses", (last - first) / (1 << 20));
}
