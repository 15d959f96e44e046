// SPDX-License-Identifier: MIT
//
// frame_store: the memory of frames and tasks that no thread's cache holds, for
// all threads. A task is spawned by one worker and ends on another: without it
// the one would call malloc for each task, and the other free.
//
//   thread A: cache -- full --> out --+            +--> in -- empty --> cache
//                                     | 32 at once |            of thread B
//                                     +-> store ---+
//
// Frames move in batches of 32 of a size, so that a lock is taken once for as
// many.
//
// Thread safety: any thread.
//
// Invariants
//   1. A batch in the store has `batch_size` frames.
//   2. The store has at most `most_bytes`, but for what threads add at the same
//      time.
//   3. All of it is memory of operator new, block by block.
//
// Source: the transfer cache of tcmalloc.
#pragma once

#include <cstddef>
#include <kioto/async/frame_source.hpp>

namespace kioto::detail {

class frame_store {
 public:
  static constexpr std::size_t batch_size = 32;
  static constexpr std::size_t most_bytes = std::size_t{64} << 20;

  /// Makes it the source of frames of this program, unless frames are not
  /// recycled at all. May be called again.
  static void use() noexcept;

  /// What use() installs. Sizes: multiples of frame_cache::step, up to
  /// frame_cache::largest.
  static const frame_source source;

  /// Bytes that it has, for tests.
  [[nodiscard]] static std::size_t bytes() noexcept;
};

}  // namespace kioto::detail
