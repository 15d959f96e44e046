// SPDX-License-Identifier: MIT
// mistake: A list needs no link when only its first element is ever taken.
// rejected by: in the steady state coroutines never call operator new
// in: plain
// says: the frames of the first round lie in the cache

// body of kioto::detail::frame_cache::keep
{
  if (room_ < rounded(size)) return keep_first(memory, size);
  room_ -= rounded(size);
  free_[index_of(size)] = new (memory) free_frame{nullptr};
  return true;
}
