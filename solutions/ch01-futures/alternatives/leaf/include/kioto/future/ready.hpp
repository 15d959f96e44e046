// SPDX-License-Identifier: MIT
// Alternative: the value and a flag, instead of an optional that is emptied.
#pragma once

#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

template <class T>
class [[nodiscard]] ready_future {
 public:
  using output_type = T;

  explicit ready_future(T value) : value_(std::move(value)) {}

  kioto::poll<T> poll(
      context&, std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(!std::exchange(complete_, true),
                 "ready: polled after completion", where);
    return kioto::poll<T>::ready(std::move(value_));
  }

 private:
  T value_;  // moved from when complete
  bool complete_ = false;
};

template <>
class [[nodiscard]] ready_future<void> {
 public:
  using output_type = void;

  kioto::poll<void> poll(
      context&, std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(polls_++ == 0, "ready: polled after completion", where);
    return kioto::poll<void>::ready();
  }

 private:
  unsigned polls_ = 0;
};

template <class T>
[[nodiscard]] ready_future<std::decay_t<T>> ready(T&& value) {
  return ready_future<std::decay_t<T>>(std::forward<T>(value));
}

[[nodiscard]] inline ready_future<void> ready() { return {}; }

}  // namespace kioto
