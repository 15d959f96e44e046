// SPDX-License-Identifier: MIT
// mistake: What a thread has allocated is gone when the thread is.
// rejected by: a thread that ends gives back all that it kept
// in: asan
// says: memory is never freed
// says: who calls close()?

// body of kioto::detail::frame_cache::keep_first
{
  if (state_ != state::fresh) return false;
  state_ = state::open;
  room_ = most_bytes;
  return keep(memory, size);
}
