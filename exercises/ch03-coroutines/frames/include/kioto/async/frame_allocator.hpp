// SPDX-License-Identifier: MIT
//
// ch03.frames: Frames that are used again
//
// Write the bodies marked KIOTO_TODO, and what is marked Yours. Contract: the
// public names and what their comments promise. Free: what a cache remembers;
// keep_first() and close(): write them, or drop them in both files.
//
// Memory for coroutine frames. A frame that is done leaves its memory to the
// next one of its size on the same thread: in the steady state no coroutine
// calls malloc.
//
//   a thread's cache      free frames, by size in steps of 16 bytes
//     [ 16 ] -> null
//     [ 32 ] -> o -> o -> null
//      ...
//     [1024 ] -> o -> null          larger ones go to operator new
//
// What a cache has not comes from take_from_source(), and what it cannot keep
// goes to give_to_source() (frame_source.hpp). These are operator new and
// operator delete, until a runtime puts a store for all threads there. What the
// source gave goes back to it.
//
// Under a sanitizer no frame is recycled, each is one of operator new: memory
// that is used again at once hides a use after free. A cache works there, too,
// but allocate_frame() and deallocate_frame() pass it by.
//
// Thread safety: any thread may allocate, and any may deallocate, also what
// another one allocated: the memory then stays with the thread that freed it.
//
// Invariants
//   1. A free frame's first word points to the next free one of its size.
//   2. A cache keeps at most `most_bytes`.
//   3. When its thread ends, a cache gives back what it holds, and keeps
//      nothing any more.
#pragma once

#include <array>
#include <cstddef>
#include <grader/todo.hpp>
#include <kioto/async/frame_source.hpp>
#include <new>

namespace kioto::detail {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define KIOTO_RECYCLES_FRAMES 0
#endif
#endif
#ifndef KIOTO_RECYCLES_FRAMES
#define KIOTO_RECYCLES_FRAMES 1
#endif

/// False under sanitizers.
inline constexpr bool recycles_frames = KIOTO_RECYCLES_FRAMES;

#undef KIOTO_RECYCLES_FRAMES

/// The free frames of one thread.
class frame_cache {
 public:
  static constexpr std::size_t step = 16;
  static constexpr std::size_t largest = 1024;
  static constexpr std::size_t most_bytes = std::size_t{1} << 20;

  /// Takes a free frame. `size` need not be rounded, here and in keep().
  /// Returns: null if there is none of this size.
  void* take(std::size_t size) noexcept { KIOTO_TODO("ch03.frames"); }

  /// Keeps a frame. Returns: false if there is no room for it.
  [[nodiscard]] bool keep(void* memory, std::size_t size) noexcept {
    KIOTO_TODO("ch03.frames");
  }

  static std::size_t rounded(std::size_t size) noexcept {
    return (size + step - 1) / step * step;
  }

 private:
  // There is no room: it is full, or the first to come on this thread.
  bool keep_first(void* memory, std::size_t size) noexcept;
  // The thread ends.
  void close() noexcept;
  friend struct frame_cache_closer;

  // Yours: what a cache remembers
};

/// The cache of this thread. Trivially constructed and destroyed: no access
/// to it asks whether it is there.
inline constinit thread_local frame_cache this_threads_frames;

/// Gives memory for a frame: one of the cache, or else the source's, `rounded`
/// up. Larger than `largest`, or under a sanitizer: operator new's.
///
/// Errors: std::bad_alloc. Cost: no call of malloc when a frame of about this
/// size is free; about 2 ns then.
inline void* allocate_frame(std::size_t size) { KIOTO_TODO("ch03.frames"); }

/// Takes the memory of a frame back, to where allocate_frame() looks for it.
///
/// Requires: the size it was asked with.
inline void deallocate_frame(void* frame, std::size_t size) noexcept {
  KIOTO_TODO("ch03.frames");
}

}  // namespace kioto::detail
