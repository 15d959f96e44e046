// SPDX-License-Identifier: MIT
// mistake: A frame needs as many bytes as were asked for.
// rejected by: every frame has memory of its own, large enough and aligned
// in: plain
// says: too small
// says: must have room for the largest size of it

// body of kioto::detail::allocate_frame
{
  if (!recycles_frames || size > frame_cache::largest) {
    return ::operator new(size);
  }
  if (void* frame = this_threads_frames.take(size)) return frame;
  return ::operator new(size);
}
