// SPDX-License-Identifier: MIT
#include <array>
#include <atomic>
#include <kioto/async/frame_allocator.hpp>
#include <kioto/async/frame_source.hpp>
#include <kioto/rt/frame_store.hpp>
#include <mutex>
#include <new>
#include <utility>

namespace kioto::detail {
namespace {

constexpr std::size_t classes = frame_cache::largest / frame_cache::step;

// What is in the memory of a free frame.
struct free_frame {
  free_frame* next;        // of its batch
  free_frame* next_batch;  // of the first of a batch, in the store
};
static_assert(sizeof(free_frame) <= frame_cache::step);

std::size_t class_of(std::size_t size) noexcept {
  return size / frame_cache::step - 1;
}

// --- the store ---

struct shelf {
  std::mutex mutex;
  free_frame* batches = nullptr;  // under the mutex
};

// Never destroyed: threads may end after static objects have gone.
struct store {
  std::array<shelf, classes> shelves;
  std::atomic<std::size_t> bytes{0};
};

store& the_store() noexcept {
  alignas(store) static constinit std::byte memory[sizeof(store)];
  static store* const made = new (memory) store;
  return *made;
}

// Returns: null if there is none of this size.
free_frame* take_batch(std::size_t size) noexcept {
  store& s = the_store();
  shelf& of = s.shelves[class_of(size)];
  const std::lock_guard lock(of.mutex);
  free_frame* const batch = of.batches;
  if (batch == nullptr) return nullptr;
  of.batches = batch->next_batch;
  // relaxed: a limit that need not be exact.
  s.bytes.fetch_sub(frame_store::batch_size * size, std::memory_order_relaxed);
  return batch;
}

// Returns: false if the store is full.
bool give_batch(free_frame* batch, std::size_t size) noexcept {
  constexpr std::size_t n = frame_store::batch_size;
  store& s = the_store();
  // relaxed, all: as above.
  if (s.bytes.load(std::memory_order_relaxed) + n * size >
      frame_store::most_bytes) {
    return false;
  }
  s.bytes.fetch_add(n * size, std::memory_order_relaxed);
  shelf& of = s.shelves[class_of(size)];
  const std::lock_guard lock(of.mutex);
  batch->next_batch = std::exchange(of.batches, batch);
  return true;
}

void delete_all(free_frame* frames, std::size_t size) noexcept {
  while (frames != nullptr) {
    ::operator delete(std::exchange(frames, frames->next), size);
  }
}

// --- of a thread ---

struct stack {
  free_frame* first = nullptr;
  std::size_t size = 0;
};

// Trivially constructed and destroyed, as frame_cache is.
class transfers {
 public:
  void* take(std::size_t size);
  void give(void* memory, std::size_t size) noexcept;

 private:
  enum class state : unsigned char { fresh, open, closed };
  friend struct transfers_closer;

  bool is_open() noexcept;
  void close() noexcept;

  std::array<free_frame*, classes> in_{};  // part of a batch
  std::array<stack, classes> out_{};       // less than a batch
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
  for (std::size_t i = 0; i < classes; ++i) {
    const std::size_t size = (i + 1) * frame_cache::step;
    delete_all(std::exchange(in_[i], nullptr), size);
    delete_all(std::exchange(out_[i], {}).first, size);
  }
}

void* transfers::take(std::size_t size) {
  if (!is_open()) return ::operator new(size);
  const std::size_t i = class_of(size);
  free_frame* frame = in_[i];
  if (frame == nullptr) frame = std::exchange(out_[i], {}).first;
  if (frame == nullptr) frame = take_batch(size);
  if (frame == nullptr) return ::operator new(size);
  in_[i] = frame->next;
  __builtin_prefetch(frame->next);  // which is taken soon
  return frame;
}

void transfers::give(void* memory, std::size_t size) noexcept {
  if (!is_open()) return ::operator delete(memory, size);
  stack& out = out_[class_of(size)];
  out.first = new (memory) free_frame{out.first, nullptr};
  if (++out.size < frame_store::batch_size) return;
  free_frame* const batch = std::exchange(out, {}).first;
  if (!give_batch(batch, size)) delete_all(batch, size);
}

}  // namespace

constinit const frame_source frame_store::source{
    [](std::size_t size) { return this_threads_transfers.take(size); },
    [](void* frame, std::size_t size) noexcept {
      this_threads_transfers.give(frame, size);
    }};

void frame_store::use() noexcept {
  if (!recycles_frames) return;
  (void)the_store();
  // release: publishes the store; pairs with the acquire of the caches.
  shared_frame_source.store(&source, std::memory_order_release);
}

std::size_t frame_store::bytes() noexcept {
  // relaxed: a number, of some moment.
  return the_store().bytes.load(std::memory_order_relaxed);
}

}  // namespace kioto::detail
