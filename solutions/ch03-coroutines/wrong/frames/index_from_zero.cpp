// SPDX-License-Identifier: MIT
// mistake: A size divided by the step is the index of its list.
// rejected by: a free frame serves every size of its step, and no other
// in: plain
// says: calls of operator new
// says: steps of 16 bytes

// region include/kioto/async/frame_allocator.hpp#state
struct free_frame {
  free_frame* next;
};

static std::size_t index_of(std::size_t size) noexcept { return size / step; }

enum class state : unsigned char { fresh, open, closed };

std::array<free_frame*, largest / step + 1> free_{};
std::size_t room_ = 0;
state state_ = state::fresh;
