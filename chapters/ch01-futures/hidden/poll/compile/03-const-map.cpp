// SPDX-License-Identifier: MIT
// case: map of a const poll works for a value that cannot be copied
// must: compile
// why: the function gets a const T& to the value in its place, and that needs no copy
// about: kioto::poll::map
#include <kioto/future/poll.hpp>
#include <memory>

namespace poll_const_map {

inline kioto::poll<int> look(const kioto::poll<std::unique_ptr<int>>& p) {
  return p.map([](const std::unique_ptr<int>& q) { return *q; });
}

inline kioto::poll<void> visit(const kioto::poll<std::unique_ptr<int>>& p) {
  return p.map([](const std::unique_ptr<int>&) {});
}

}  // namespace poll_const_map
