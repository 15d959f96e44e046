// SPDX-License-Identifier: MIT
// case: a future that is lent need not be movable
// must: compile
// why: a future that is lent stays where it is, so select keeps a reference or a pointer to it
// about: kioto::select_future::select_future
#include <atomic>
#include <kioto/future/ready.hpp>
#include <kioto/future/select.hpp>

namespace select_cannot_move {

struct rooted {
  using output_type = int;
  kioto::poll<int> poll(kioto::context&) {
    return kioto::poll<int>::ready(value.load());
  }
  std::atomic<int> value{1};
};

inline auto poll(rooted& lent, kioto::context& cx) {
  auto first = kioto::select(lent, kioto::ready(2));
  return first.poll(cx);
}

}  // namespace select_cannot_move
