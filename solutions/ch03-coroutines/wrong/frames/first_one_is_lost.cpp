// SPDX-License-Identifier: MIT
// mistake: The first frame only opens the cache, and the next one is kept.
// rejected by: a frame that is freed is the next one of its size
// in: plain
// says: calls of operator new 1
// says: memory that lies in the cache is used before new memory is

// body of kioto::detail::frame_cache::keep_first
{
  if (state_ != state::fresh) return false;
  static thread_local frame_cache_closer closer;
  closer.cache = this;
  state_ = state::open;
  room_ = most_bytes;
  return false;
}
