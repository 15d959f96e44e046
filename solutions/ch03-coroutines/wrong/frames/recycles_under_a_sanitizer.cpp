// SPDX-License-Identifier: MIT
// mistake: recycles_frames says how fast it is, and not what is right.
// rejected by: under a sanitizer a frame is never used again
// in: asan
// says: the sanitizer reports it no
// says: would hide that somebody still looks at it

// body of kioto::detail::allocate_frame
{
  if (size > frame_cache::largest) return ::operator new(size);
  if (void* frame = this_threads_frames.take(size)) return frame;
  return ::operator new(frame_cache::rounded(size));
}

// body of kioto::detail::deallocate_frame
{
  if (size > frame_cache::largest) {
    ::operator delete(frame, size);
  } else if (!this_threads_frames.keep(frame, size)) {
    ::operator delete(frame, frame_cache::rounded(size));
  }
}
