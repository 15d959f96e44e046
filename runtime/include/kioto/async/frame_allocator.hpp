// SPDX-License-Identifier: MIT
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
//
// #region answer-notes
// Rejected
//   - One cache for all threads: a lock, or an atomic list with its ABA, in
//     each start and end of a coroutine.
//   - A header before the frame that names its owner: frees go home, for 16
//     bytes more in every frame. Frames seldom change threads for good.
//   - A thread_local object with a destructor: each access then asks whether
//     it was constructed. The destructor sits in an object of its own, that
//     only the first free on a thread touches.
// #endregion answer-notes
#pragma once

#include <array>
#include <cstddef>
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
  void* take(std::size_t size) noexcept {
    free_frame*& head = free_[index_of(size)];
    free_frame* frame = head;
    if (frame == nullptr) return nullptr;
    head = frame->next;
    room_ += rounded(size);
    return frame;
  }

  /// Keeps a frame. Returns: false if there is no room for it.
  [[nodiscard]] bool keep(void* memory, std::size_t size) noexcept {
    if (room_ < rounded(size)) [[unlikely]]
      return keep_first(memory, size);
    room_ -= rounded(size);
    free_frame*& head = free_[index_of(size)];
    head = new (memory) free_frame{head};
    return true;
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

  // #region state
  struct free_frame {
    free_frame* next;
  };

  static std::size_t index_of(std::size_t size) noexcept {
    return (size - 1) / step;
  }

  enum class state : unsigned char { fresh, open, closed };

  std::array<free_frame*, largest / step> free_{};
  std::size_t room_ = 0;  // bytes that it may still keep
  state state_ = state::fresh;
  // #endregion state
};

/// The cache of this thread. Trivially constructed and destroyed: no access
/// to it asks whether it is there.
inline constinit thread_local frame_cache this_threads_frames;

/// Gives memory for a frame: one of the cache, or else the source's, `rounded`
/// up. Larger than `largest`, or under a sanitizer: operator new's.
///
/// Errors: std::bad_alloc. Cost: no call of malloc when a frame of about this
/// size is free; about 2 ns then.
inline void* allocate_frame(std::size_t size) {
  if (!recycles_frames || size > frame_cache::largest) {
    return ::operator new(size);
  }
  if (void* frame = this_threads_frames.take(size)) return frame;
  return take_from_source(frame_cache::rounded(size));
}

/// Takes the memory of a frame back, to where allocate_frame() looks for it.
///
/// Requires: the size it was asked with.
inline void deallocate_frame(void* frame, std::size_t size) noexcept {
  if (!recycles_frames || size > frame_cache::largest) {
    ::operator delete(frame, size);
  } else if (!this_threads_frames.keep(frame, size)) {
    give_to_source(frame, frame_cache::rounded(size));
  }
}

}  // namespace kioto::detail
