// SPDX-License-Identifier: MIT
// Alternative: the function on the heap, its pointer null when complete.
#pragma once

#include <functional>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

template <class F>
class [[nodiscard]] lazy_future {
 public:
  using output_type = std::remove_cv_t<std::invoke_result_t<F>>;

  explicit lazy_future(F fn) : fn_(std::make_unique<F>(std::move(fn))) {}

  kioto::poll<output_type> poll(
      context&, std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(fn_, "lazy: polled after completion", where);
    const auto fn = std::move(fn_);
    return kioto::poll<void>::ready().map(std::move(*fn));
  }

 private:
  std::unique_ptr<F> fn_;
};

template <class F>
[[nodiscard]] lazy_future<std::decay_t<F>> lazy(F&& fn) {
  return lazy_future<std::decay_t<F>>(std::forward<F>(fn));
}

}  // namespace kioto
