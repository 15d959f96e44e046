// SPDX-License-Identifier: MIT
#include <pthread.h>

#include <kioto/async/frame_allocator.hpp>

namespace kioto::detail {

bool frame_cache::open() noexcept {
  static const pthread_key_t thread_ends = [] {
    pthread_key_t key{};
    ::pthread_key_create(&key, [](void* cache) { close(cache); });
    return key;
  }();
  if (closed_) return false;
  lists_ = new (std::nothrow) lists;
  if (lists_ == nullptr) return false;
  return ::pthread_setspecific(thread_ends, this) == 0;
}

void frame_cache::close(void* cache) noexcept {
  auto& self = *static_cast<frame_cache*>(cache);
  self.closed_ = true;
  for (std::size_t i = 1; i <= largest / step; ++i) {
    while (void* const frame = self.take(i * step)) {
      ::operator delete(frame, i * step);
    }
  }
  delete self.lists_;
  self.lists_ = nullptr;
}

}  // namespace kioto::detail
