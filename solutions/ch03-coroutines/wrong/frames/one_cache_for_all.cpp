// SPDX-License-Identifier: MIT
// mistake: Memory belongs to the program, so all threads may share the lists.
// rejected by: two threads use their caches at the same time
// in: tsan
// says: data race

// region include/kioto/async/frame_allocator.hpp#state
struct free_frame {
  free_frame* next;
};

static std::size_t index_of(std::size_t size) noexcept {
  return (size - 1) / step;
}

enum class state : unsigned char { fresh, open, closed };

static inline std::array<free_frame*, largest / step> free_{};
static inline std::size_t room_ = 0;
static inline state state_ = state::fresh;
