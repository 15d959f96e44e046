// SPDX-License-Identifier: MIT
#include <array>
#include <atomic>
#include <cstddef>
#include <kioto/async/frame_allocator.hpp>
#include <kioto/async/frame_source.hpp>
#include <kioto/rt/frame_slabs.hpp>
#include <kioto/rt/frame_store.hpp>
#include <new>
#include <utility>

namespace kioto::detail {
namespace {

constexpr std::size_t classes = frame_cache::largest / frame_cache::step;

struct stack {
  free_frame* first = nullptr;
  std::size_t size = 0;
};

// Trivially constructed and destroyed, as frame_cache is.
class transfers {
 public:
  void* take(std::size_t size);
  void give(void* memory, std::size_t size) noexcept;
  void hand_in() noexcept;

 private:
  enum class state : unsigned char { fresh, open, closed };
  friend struct transfers_closer;

  static std::size_t class_of(std::size_t size) noexcept {
    return size / frame_cache::step - 1;
  }

  bool is_open() noexcept;
  void close() noexcept;

  std::array<frame_supply, classes> in_{};  // from the slabs
  std::array<stack, classes> out_{};        // to them, less than a batch
  state state_ = state::fresh;
};

constinit thread_local transfers this_threads_transfers;

struct transfers_closer {
  transfers* of = nullptr;
  ~transfers_closer() {
    if (of != nullptr) of->close();
  }
};

bool transfers::is_open() noexcept {
  if (state_ == state::fresh) {
    static thread_local transfers_closer closer;
    closer.of = this;
    state_ = state::open;
  }
  return state_ == state::open;
}

void transfers::close() noexcept {
  state_ = state::closed;
  hand_in();
}

void transfers::hand_in() noexcept {
  for (std::size_t i = 0; i < classes; ++i) {
    const std::size_t size = (i + 1) * frame_cache::step;
    frame_supply in = std::exchange(in_[i], {});
    free_frame* all = std::exchange(out_[i], {}).first;
    while (void* const frame = in.take()) {
      all = new (frame) free_frame{all};
    }
    if (all != nullptr) frame_slabs::give(all, size);
  }
}

void* transfers::take(std::size_t size) {
  if (!is_open()) return ::operator new(size);
  const std::size_t i = class_of(size);
  if (stack& out = out_[i]; out.first != nullptr) {
    --out.size;
    return std::exchange(out.first, out.first->next);
  }
  void* frame = in_[i].take();
  if (frame == nullptr) [[unlikely]] {
    in_[i] = frame_slabs::take(size);
    frame = in_[i].take();
    if (frame == nullptr) return ::operator new(size);
  }
  return frame;
}

void transfers::give(void* memory, std::size_t size) noexcept {
  if (!frame_slabs::owns(memory)) return ::operator delete(memory, size);
  if (!is_open()) {
    return frame_slabs::give(new (memory) free_frame{nullptr}, size);
  }
  stack& out = out_[class_of(size)];
  out.first = new (memory) free_frame{out.first};
  if (++out.size < frame_store::batch_size) return;
  frame_slabs::give(std::exchange(out, {}).first, size);
}

}  // namespace

constinit const frame_source frame_store::source{
    [](std::size_t size) { return this_threads_transfers.take(size); },
    [](void* frame, std::size_t size) noexcept {
      this_threads_transfers.give(frame, size);
    }};

void frame_store::use() noexcept {
  if (!recycles_frames) return;
  frame_slabs::reserve();
  // release: publishes what is reserved; pairs with the acquire of the caches.
  shared_frame_source.store(&source, std::memory_order_release);
}

void frame_store::hand_in() noexcept {
  transfers& to = this_threads_transfers;
  for (std::size_t size = frame_cache::step; size <= frame_cache::largest;
       size += frame_cache::step) {
    while (void* const frame = this_threads_frames.take(size)) {
      to.give(frame, size);
    }
  }
  to.hand_in();
}

}  // namespace kioto::detail
