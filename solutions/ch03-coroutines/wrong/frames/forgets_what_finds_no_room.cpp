// SPDX-License-Identifier: MIT
// mistake: keep() takes every frame, so nothing is left to be done.
// rejected by: a frame that finds no room goes back to malloc
// in: plain
// says: what keep() has not kept goes to the source

// body of kioto::detail::deallocate_frame
{
  if (!recycles_frames || size > frame_cache::largest) {
    ::operator delete(frame, size);
  } else {
    (void)this_threads_frames.keep(frame, size);
  }
}
