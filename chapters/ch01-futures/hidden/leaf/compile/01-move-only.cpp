// SPDX-License-Identifier: MIT
// case: ready and lazy give results that can only be moved
// must: compile
// why: a future gives its result away once, so it moves it and needs no copy
// about: kioto::ready_future::poll
#include <kioto/future/lazy.hpp>
#include <kioto/future/ready.hpp>
#include <memory>
#include <utility>

namespace leaf_move_only {

inline kioto::poll<std::unique_ptr<int>> of_ready(kioto::context& cx) {
  auto future = kioto::ready(std::make_unique<int>(1));
  return future.poll(cx);
}

inline kioto::poll<std::unique_ptr<int>> of_lazy(kioto::context& cx) {
  auto future = kioto::lazy([] { return std::make_unique<int>(1); });
  return future.poll(cx);
}

}  // namespace leaf_move_only
