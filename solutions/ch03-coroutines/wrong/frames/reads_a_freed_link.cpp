// SPDX-License-Identifier: MIT
// mistake: Memory that was just deleted still holds what was in it.
// rejected by: a thread that ends gives back all that it kept
// in: asan
// says: heap-use-after-free

// body of kioto::detail::frame_cache::close
{
  state_ = state::closed;
  room_ = 0;
  for (std::size_t i = 0; i < free_.size(); ++i) {
    for (free_frame* frame = std::exchange(free_[i], nullptr);
         frame != nullptr; frame = frame->next) {
      give_to_source(frame, (i + 1) * step);
    }
  }
}
