// SPDX-License-Identifier: MIT
// mistake: error() gives the error, and what a function returns is moved.
// rejected by: values, errors and functions that can only be moved
// in: plain
// says: each result is used once

// region include/kioto/future/and_then.hpp#and-then-state
struct with_value {
  Fn fn;

  auto operator()(output_of<F> result) && {
    using step = detail::result_or_future<next>;
    if (!result)
      return step(std::in_place_index<0>, std::unexpect, result.error());
    if constexpr (std::is_void_v<detail::success_of<F>>)
      return step(std::invoke(std::move(fn)));
    else
      return step(std::invoke(std::move(fn), *std::move(result)));
  }
};

detail::chain<F, with_value> chain_;
