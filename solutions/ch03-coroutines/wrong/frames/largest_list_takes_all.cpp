// SPDX-License-Identifier: MIT
// mistake: The cache's lists end at 1024 bytes, and so do the frames.
// rejected by: a frame larger than 1024 bytes is never kept
// in: plain
// says: is larger comes from operator new and goes to operator delete

// body of kioto::detail::allocate_frame
{
  if (!recycles_frames) return ::operator new(size);
  if (size > frame_cache::largest) size = frame_cache::largest;
  if (void* frame = this_threads_frames.take(size)) return frame;
  return ::operator new(8 * frame_cache::largest);
}

// body of kioto::detail::deallocate_frame
{
  if (size > frame_cache::largest) size = frame_cache::largest;
  if (!recycles_frames || !this_threads_frames.keep(frame, size))
    ::operator delete(frame);
}
