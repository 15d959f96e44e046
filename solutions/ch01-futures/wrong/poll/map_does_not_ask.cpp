// SPDX-License-Identifier: MIT
// mistake: map is only called on a poll that is ready.
// rejected by: map of a pending poll calls nothing and stays pending
// in: plain
// says: calls 1
// says: because there is no value to call the function with

// body of kioto::poll::map(F &&) &&
{
  using result = poll<std::remove_cv_t<std::invoke_result_t<F, T>>>;
  if constexpr (std::is_void_v<typename result::value_type>) {
    std::invoke(std::forward<F>(fn), *std::move(value_));
    return result::ready();
  } else {
    return result::ready(std::invoke(std::forward<F>(fn), *std::move(value_)));
  }
}
