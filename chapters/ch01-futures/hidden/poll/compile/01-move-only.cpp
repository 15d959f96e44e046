// SPDX-License-Identifier: MIT
// case: a poll carries a value that can only be moved
// must: compile
// why: ready, value() and map of a poll that is given up must move the value, a unique_ptr has no copy
// about: kioto::poll
#include <kioto/future/poll.hpp>
#include <memory>
#include <utility>

namespace poll_move_only {

using pointer = std::unique_ptr<int>;

inline kioto::poll<pointer> carry(pointer p) {
  auto a = kioto::poll<pointer>::ready(std::move(p));
  auto b = std::move(a);
  a = std::move(b);
  return std::move(a).map([](pointer q) { return q; });
}

inline pointer take(kioto::poll<pointer> p) { return std::move(p).value(); }

}  // namespace poll_move_only
