// SPDX-License-Identifier: MIT
// case: a join of results that can only be moved
// must: compile
// why: each result is stored once and given away once: it can be moved
// about: kioto::join_future::poll
#include <kioto/future/future.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/ready.hpp>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace join_move_only {

using owner = std::unique_ptr<int>;

inline kioto::poll<std::tuple<owner, int>> both(kioto::context& cx) {
  auto future = kioto::join(kioto::ready(owner()), kioto::ready(1));
  static_assert(kioto::future<decltype(future)>);
  static_assert(std::is_move_constructible_v<decltype(future)>);
  return future.poll(cx);
}

}  // namespace join_move_only
