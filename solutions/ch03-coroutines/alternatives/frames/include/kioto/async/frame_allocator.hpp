// SPDX-License-Identifier: MIT
// Alternative: the lists lie in a block that a thread's first free makes.
//
// A thread without coroutines pays for a pointer and a flag, not for 64 lists.
// What is kept is counted upwards. The end of the thread comes through a
// pthread_key, after the destructors of all thread_local objects.
#pragma once

#include <cstddef>
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

  /// Takes a free frame. Returns: null if there is none of this size.
  void* take(std::size_t size) noexcept {
    if (lists_ == nullptr) return nullptr;
    void*& head = lists_->head[rounded(size) / step];
    void* const frame = head;
    if (frame != nullptr) {
      head = *static_cast<void**>(frame);
      lists_->bytes -= rounded(size);
    }
    return frame;
  }

  /// Keeps a frame. Returns: false if there is no room for it.
  [[nodiscard]] bool keep(void* memory, std::size_t size) noexcept {
    if (lists_ == nullptr && !open()) return false;
    if (lists_->bytes + rounded(size) > most_bytes) return false;
    lists_->bytes += rounded(size);
    void*& head = lists_->head[rounded(size) / step];
    new (memory) void*(head);
    head = memory;
    return true;
  }

  static std::size_t rounded(std::size_t size) noexcept {
    return (size + step - 1) / step * step;
  }

 private:
  struct lists {
    void* head[largest / step + 1] = {};  // the first is of no size
    std::size_t bytes = 0;
  };

  // Returns: false if there is no memory, or the thread ends.
  bool open() noexcept;
  static void close(void* cache) noexcept;

  lists* lists_ = nullptr;
  bool closed_ = false;
};

/// The cache of this thread. Trivially constructed and destroyed: no access
/// to it asks whether it is there.
inline constinit thread_local frame_cache this_threads_frames;

/// Gives memory for a frame.
///
/// Errors: std::bad_alloc. Cost: no call of malloc when a frame of about this
/// size is free.
inline void* allocate_frame(std::size_t size) {
  if (recycles_frames && size <= frame_cache::largest) {
    if (void* frame = this_threads_frames.take(size)) return frame;
    size = frame_cache::rounded(size);
  }
  return ::operator new(size);
}

/// Takes the memory of a frame back. Requires: the size it was asked with.
inline void deallocate_frame(void* frame, std::size_t size) noexcept {
  if (recycles_frames && size <= frame_cache::largest) {
    if (this_threads_frames.keep(frame, size)) return;
    size = frame_cache::rounded(size);
  }
  ::operator delete(frame, size);
}

}  // namespace kioto::detail
