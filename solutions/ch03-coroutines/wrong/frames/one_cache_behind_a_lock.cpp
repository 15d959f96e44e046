// SPDX-License-Identifier: MIT
// mistake: With a lock around them, all threads may share the lists.
// rejected by: a frame stays with the thread that frees it
// in: plain
// says: here: calls of operator new 0
// says: can not be reached without a lock

// add include <mutex>

// region include/kioto/async/frame_allocator.hpp#state
struct free_frame {
  free_frame* next;
};

static inline std::mutex mutex_;
static inline std::array<free_frame*, largest / step> free_{};
static inline std::size_t room_ = most_bytes;

// body of kioto::detail::frame_cache::take
{
  const std::lock_guard lock(mutex_);
  free_frame*& head = free_[(size - 1) / step];
  free_frame* frame = head;
  if (frame == nullptr) return nullptr;
  head = frame->next;
  room_ += rounded(size);
  return frame;
}

// body of kioto::detail::frame_cache::keep
{
  const std::lock_guard lock(mutex_);
  if (room_ < rounded(size)) return false;
  room_ -= rounded(size);
  free_frame*& head = free_[(size - 1) / step];
  head = new (memory) free_frame{head};
  return true;
}

// body of kioto::detail::frame_cache::keep_first
{
  return keep(memory, size);
}

// body of kioto::detail::frame_cache::close
{}
