// SPDX-License-Identifier: MIT
// Alternative: counts its polls.
#pragma once

#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <source_location>

namespace kioto {

class [[nodiscard]] yield_now_future {
 public:
  using output_type = void;

  kioto::poll<void> poll(context& cx, std::source_location where =
                                          std::source_location::current()) {
    KIOTO_ASSERT(polls_ < 2, "yield_now: polled after completion", where);
    if (++polls_ == 2) return kioto::poll<void>::ready();
    cx.waker().wake_by_ref();
    return kioto::poll<void>::pending();
  }

 private:
  unsigned char polls_ = 0;
};

[[nodiscard]] inline yield_now_future yield_now() { return {}; }

}  // namespace kioto
