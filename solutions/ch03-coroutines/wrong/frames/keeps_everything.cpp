// SPDX-License-Identifier: MIT
// mistake: A program that needed so many frames once will need them again.
// rejected by: a cache keeps one MiB, and no more
// in: plain
// says: calls of operator new 0
// says: what finds no room goes to the source

// body of kioto::detail::frame_cache::keep
{
  if (state_ != state::open) return keep_first(memory, size);
  free_frame*& head = free_[index_of(size)];
  head = new (memory) free_frame{head};
  return true;
}
