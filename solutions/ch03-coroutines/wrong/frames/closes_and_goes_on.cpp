// SPDX-License-Identifier: MIT
// mistake: A cache that is empty is as good as new.
// rejected by: a frame that is freed while its thread ends is not lost
// in: asan
// says: memory is never freed
// says: what is freed later is not kept any more

// body of kioto::detail::frame_cache::close
{
  for (std::size_t i = 0; i < free_.size(); ++i) {
    for (free_frame* frame = std::exchange(free_[i], nullptr);
         frame != nullptr;) {
      free_frame* next = frame->next;
      room_ += (i + 1) * step;
      give_to_source(frame, (i + 1) * step);
      frame = next;
    }
  }
}
