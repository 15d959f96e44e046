// SPDX-License-Identifier: MIT
// mistake: One list is enough: a frame knows its size, so look for one that
//   fits.
// rejected by: a frame is found without a search, and without malloc
// in: perf
// says: at most 2.5x
// says: the size says which list to look at

// body of kioto::detail::frame_cache::take
{
  for (free_frame** at = &free_; *at != nullptr; at = &(*at)->next) {
    free_frame* const frame = *at;
    if (frame->bytes != rounded(size)) continue;
    *at = frame->next;
    room_ += rounded(size);
    return frame;
  }
  return nullptr;
}

// body of kioto::detail::frame_cache::keep
{
  if (room_ < rounded(size)) return keep_first(memory, size);
  room_ -= rounded(size);
  free_ = new (memory) free_frame{free_, rounded(size)};
  return true;
}

// body of kioto::detail::frame_cache::close
{
  state_ = state::closed;
  room_ = 0;
  while (free_ != nullptr) {
    free_frame* const frame = std::exchange(free_, free_->next);
    give_to_source(frame, frame->bytes);
  }
}

// region include/kioto/async/frame_allocator.hpp#state
  struct free_frame {
    free_frame* next;
    std::size_t bytes;
  };

  enum class state : unsigned char { fresh, open, closed };

  free_frame* free_ = nullptr;
  std::size_t room_ = 0;  // bytes that it may still keep
  state state_ = state::fresh;
