// SPDX-License-Identifier: MIT
// Alternative: counts the polls upwards, and a flag says that it is complete.
#pragma once

#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <source_location>

namespace kioto {

class [[nodiscard]] countdown_future {
 public:
  using output_type = unsigned;

  explicit countdown_future(unsigned n) : n_(n) {}

  kioto::poll<unsigned> poll(context& cx, std::source_location where =
                                              std::source_location::current()) {
    KIOTO_ASSERT(!complete_, "countdown: polled after completion", where);
    complete_ = polls_ == n_;
    if (complete_) return kioto::poll<unsigned>::ready(n_);
    ++polls_;
    cx.waker().wake_by_ref();
    return kioto::poll<unsigned>::pending();
  }

 private:
  unsigned n_;
  unsigned polls_ = 0;
  bool complete_ = false;
};

[[nodiscard]] inline countdown_future countdown(unsigned n) {
  return countdown_future(n);
}

}  // namespace kioto
