// SPDX-License-Identifier: MIT
// case: make_wakeable hands on arguments that can only be moved
// must: compile
// why: it forwards its arguments; a unique_ptr that is passed on is moved
// about: kioto::make_wakeable
#include <kioto/future/wakeable.hpp>
#include <memory>
#include <utility>

namespace forwards_arguments {

struct lamp : kioto::wakeable {
  lamp(std::unique_ptr<int> note, int& last)
      : note(std::move(note)), last(last) {}
  void wake() noexcept override { last = *note; }

  std::unique_ptr<int> note;
  int& last;
};

auto makes(int& last) {
  return kioto::make_wakeable<lamp>(std::make_unique<int>(1), last);
}

}  // namespace forwards_arguments
