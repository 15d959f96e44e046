// SPDX-License-Identifier: MIT
// Alternative: pending by mapping a pending poll<void>, so that T is not named.
#pragma once

#include <exception>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>

namespace kioto {

template <class T>
class [[nodiscard]] pending_future {
 public:
  using output_type = T;

  kioto::poll<T> poll(context&) {
    return kioto::poll<void>::pending().map([]() -> T { std::terminate(); });
  }
};

template <class T = void>
[[nodiscard]] pending_future<T> pending() {
  return {};
}

}  // namespace kioto
