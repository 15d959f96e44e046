// SPDX-License-Identifier: MIT
//
// frame_store: the memory of frames and tasks that no thread's cache holds, for
// all threads. A task is spawned by one worker and ends on another: without it
// the one would call malloc for each task, and the other free.
//
//   thread A: cache -- full --> out --+            +--> in -- empty --> cache
//                                     | 32 at once |            of thread B
//                                     +-> slabs ---+
//
// Frames move many at once, so that a lock is taken once for as many. What a
// thread has goes back to the slabs when it ends, and before it sleeps: frames
// that are freed on several threads come to lie anywhere, and from the slabs
// they are taken in order again.
//
// Thread safety: any thread.
//
// Source: the transfer cache of tcmalloc.
#pragma once

#include <cstddef>
#include <kioto/async/frame_source.hpp>

namespace kioto::detail {

class frame_store {
 public:
  static constexpr std::size_t batch_size = 32;

  /// Makes it the source of frames of this program, unless frames are not
  /// recycled at all. May be called again.
  static void use() noexcept;

  /// Gives all frames that this thread keeps to the slabs, its cache's too.
  /// Cost: 0.1 us, and about 5 ns for each frame.
  static void hand_in() noexcept;

  /// What use() installs. Sizes: multiples of frame_cache::step, up to
  /// frame_cache::largest. Takes memory of operator new, too.
  static const frame_source source;
};

}  // namespace kioto::detail
