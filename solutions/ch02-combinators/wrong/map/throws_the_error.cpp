// SPDX-License-Identifier: MIT
// mistake: value() of an expected is how one takes its value.
// rejected by: and_then goes on with a value, and lets an error pass
// in: plain
// says: bad access to std::expected without expected value

// region include/kioto/future/and_then.hpp#and-then-state
struct always {
  Fn fn;

  next operator()(output_of<F> result) && {
    if constexpr (std::is_void_v<detail::success_of<F>>) {
      result.value();
      return std::invoke(std::move(fn));
    } else {
      return std::invoke(std::move(fn), std::move(result).value());
    }
  }
};

detail::chain<F, always> chain_;
