// SPDX-License-Identifier: MIT
// mistake: A thread_local object is made when its thread begins.
// rejected by: a thread that ends gives back all that it kept
// in: asan
// says: that no line uses is never made

// region src/async/frame_allocator.cpp#closer
struct frame_cache_closer {
  ~frame_cache_closer() { this_threads_frames.close(); }
};

namespace {
thread_local frame_cache_closer closer;
}

// body of kioto::detail::frame_cache::keep_first
{
  if (state_ != state::fresh) return false;
  state_ = state::open;
  room_ = most_bytes;
  return keep(memory, size);
}
