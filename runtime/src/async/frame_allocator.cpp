// SPDX-License-Identifier: MIT
#include <kioto/async/frame_allocator.hpp>
#include <utility>

namespace kioto::detail {

// #region closer
struct frame_cache_closer {
  frame_cache* cache = nullptr;

  ~frame_cache_closer() {
    if (cache != nullptr) cache->close();
  }
};
// #endregion closer

bool frame_cache::keep_first(void* memory, std::size_t size) noexcept {
  if (state_ != state::fresh) return false;
  static thread_local frame_cache_closer closer;
  closer.cache = this;
  state_ = state::open;
  room_ = most_bytes;
  return keep(memory, size);
}

void frame_cache::close() noexcept {
  state_ = state::closed;
  room_ = 0;
  for (std::size_t i = 0; i < free_.size(); ++i) {
    for (free_frame* frame = std::exchange(free_[i], nullptr);
         frame != nullptr;) {
      free_frame* next = frame->next;
      give_to_source(frame, (i + 1) * step);
      frame = next;
    }
  }
}

}  // namespace kioto::detail
