// SPDX-License-Identifier: MIT
// mistake: A thread_local object with a destructor costs only the destructor.
// rejected by: a cache needs no constructor and no destructor to run
// in: plain
// says: asks at each access whether it was made

// region include/kioto/async/frame_allocator.hpp#state
struct free_frame {
  free_frame* next;
};

static std::size_t index_of(std::size_t size) noexcept {
  return (size - 1) / step;
}

enum class state : unsigned char { fresh, open, closed };

std::array<free_frame*, largest / step> free_{};
std::size_t room_ = 0;
state state_ = state::fresh;

 public:
~frame_cache() {
  if (state_ == state::open) close();
}

// body of kioto::detail::frame_cache::keep_first
{
  if (state_ != state::fresh) return false;
  state_ = state::open;
  room_ = most_bytes;
  return keep(memory, size);
}
