// SPDX-License-Identifier: MIT
// mistake: Room is used up by keeping, and taking only changes a list.
// rejected by: a cache keeps one MiB, and no more
// in: plain
// says: a frame that is taken leaves room for another one

// body of kioto::detail::frame_cache::take
{
  free_frame*& head = free_[index_of(size)];
  free_frame* frame = head;
  if (frame != nullptr) head = frame->next;
  return frame;
}
