// SPDX-License-Identifier: MIT
// mistake: An expected without an error holds a value.
// rejected by: and_then and or_else take an expected that holds nothing, or an
//   error
// in: plain
// says: only succeeds or fails

// region include/kioto/future/and_then.hpp#and-then-state
struct with_value {
  Fn fn;

  auto operator()(output_of<F> result) && {
    using step = detail::result_or_future<next>;
    if (!result)
      return step(std::in_place_index<0>, std::unexpect,
                  std::move(result).error());
    return step(std::invoke(std::move(fn), *std::move(result)));
  }
};

detail::chain<F, with_value> chain_;
