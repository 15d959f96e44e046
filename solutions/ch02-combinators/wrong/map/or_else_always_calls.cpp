// SPDX-License-Identifier: MIT
// mistake: or_else is called when there was trouble, so there is an error.
// rejected by: or_else goes on with an error, and lets a value pass
// in: plain
// says: because what does not go on is the result as it is

// region include/kioto/future/and_then.hpp#or-else-state
struct without_value {
  Fn fn;

  auto operator()(output_of<F> result) && {
    using step = detail::result_or_future<next>;
    if (!result)
      return step(std::invoke(std::move(fn), std::move(result).error()));
    return step(std::invoke(std::move(fn), detail::failure_of<F>()));
  }
};

detail::chain<F, without_value> chain_;
