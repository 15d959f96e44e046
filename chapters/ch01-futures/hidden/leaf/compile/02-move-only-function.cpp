// SPDX-License-Identifier: MIT
// case: lazy takes a function that can only be moved
// must: compile
// why: a lambda that owns a unique_ptr cannot be copied, and to be called once it need not be
// about: kioto::lazy_future::poll
#include <kioto/future/lazy.hpp>
#include <memory>
#include <utility>

namespace leaf_move_only_function {

inline kioto::poll<int> value(kioto::context& cx) {
  auto future = kioto::lazy([p = std::make_unique<int>(1)] { return *p; });
  return future.poll(cx);
}

inline kioto::poll<void> nothing(kioto::context& cx) {
  auto future = kioto::lazy([p = std::make_unique<int>(1)] {});
  return future.poll(cx);
}

}  // namespace leaf_move_only_function
