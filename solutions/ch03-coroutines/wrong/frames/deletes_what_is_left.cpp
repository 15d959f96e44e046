// SPDX-License-Identifier: MIT
// mistake: The source is operator new, so its frames may be deleted.
// rejected by: what a source gave goes back to it
// in: plain
// says: nobody else may delete it

// body of kioto::detail::frame_cache::close
{
  state_ = state::closed;
  room_ = 0;
  for (std::size_t i = 0; i < free_.size(); ++i) {
    for (free_frame* frame = std::exchange(free_[i], nullptr);
         frame != nullptr;) {
      free_frame* next = frame->next;
      ::operator delete(frame, (i + 1) * step);
      frame = next;
    }
  }
}
