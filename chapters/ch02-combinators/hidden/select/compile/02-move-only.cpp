// SPDX-License-Identifier: MIT
// case: select takes futures and gives values that can only be moved
// must: compile
// why: a future is handed on and gives its result away once, so neither needs a copy
// about: kioto::select_future::poll
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/select.hpp>
#include <memory>
#include <type_traits>
#include <utility>

namespace select_move_only {

inline auto make() {
  return kioto::select(kioto::lazy([p = std::make_unique<int>(1)]() mutable {
                         return std::move(p);
                       }),
                       kioto::pending<int>());
}

static_assert(std::is_move_constructible_v<decltype(make())>);

inline auto poll(kioto::context& cx) {
  auto first = make();
  return first.poll(cx);
}

}  // namespace select_move_only
