// SPDX-License-Identifier: MIT
// mistake: The largest size is where the cache ends.
// rejected by: a frame that is freed is the next one of its size
// in: plain
// says: two frames of 1024 bytes made
// says: calls of operator new 1

// body of kioto::detail::allocate_frame
{
  if (!recycles_frames || size >= frame_cache::largest) {
    return ::operator new(size);
  }
  if (void* frame = this_threads_frames.take(size)) return frame;
  return ::operator new(frame_cache::rounded(size));
}

// body of kioto::detail::deallocate_frame
{
  if (!recycles_frames || size >= frame_cache::largest) {
    ::operator delete(frame, size);
  } else if (!this_threads_frames.keep(frame, size)) {
    ::operator delete(frame, frame_cache::rounded(size));
  }
}
