// SPDX-License-Identifier: MIT
//
// frame_source: where the caches of frames get what they have not, and put what
// they cannot keep. That is operator new and operator delete, until something
// that serves all threads takes its place.
//
// Memory of operator new may be given to any source: frames may be older than
// it. What a source gave goes back to it, and nowhere else.
//
// Thread safety: any thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <new>

namespace kioto::detail {

struct frame_source {
  /// Gives memory of `size` bytes. Errors: std::bad_alloc.
  void* (*take)(std::size_t size);
  void (*give)(void* frame, std::size_t size) noexcept;
};

/// Null: operator new. Set once, to something that never goes.
inline constinit std::atomic<const frame_source*> shared_frame_source{nullptr};

inline void* take_from_source(std::size_t size) {
  // acquire: what belongs to it; pairs with whoever has set it.
  const frame_source* from =
      shared_frame_source.load(std::memory_order_acquire);
  return from != nullptr ? from->take(size) : ::operator new(size);
}

inline void give_to_source(void* frame, std::size_t size) noexcept {
  // acquire: as above.
  const frame_source* to = shared_frame_source.load(std::memory_order_acquire);
  if (to != nullptr) return to->give(frame, size);
  ::operator delete(frame, size);
}

}  // namespace kioto::detail
