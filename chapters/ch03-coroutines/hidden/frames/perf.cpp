// SPDX-License-Identifier: MIT
#include <cstdint>
#include <grader/perf.hpp>
#include <kioto/async/frame_allocator.hpp>
#include <new>
#include <vector>

namespace {

struct frame {
  std::size_t size;
  std::uint64_t* memory;
};

}  // namespace

// Frames of "sizes" are made, and freed in the same order. Each holds a 1.
PROBE_PERF(make_and_free) {
  std::vector<frame> frames;
  for (const auto n : probe::ask<std::vector<std::int64_t>>("sizes"))
    frames.push_back({static_cast<std::size_t>(n), nullptr});
  for (probe::batch b; b.next();) {
    auto sum = static_cast<std::uint64_t>(b.start());
    for (std::int64_t i = 0; i < b.count(); ++i) {
      for (frame& f : frames) {
        void* const memory = kioto::detail::allocate_frame(f.size);
        f.memory = new (memory) std::uint64_t(1);
      }
      probe::opaque(frames);
      for (const frame& f : frames) {
        sum += *f.memory;
        kioto::detail::deallocate_frame(f.memory, f.size);
      }
    }
    b.answer(static_cast<std::int64_t>(sum));
  }
}
