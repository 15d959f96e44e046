// SPDX-License-Identifier: MIT
// mistake: A function that returns nothing gets nothing, so it can be called.
// rejected by: map of a pending poll calls nothing and stays pending
// in: plain
// says: poll<void>::pending().map(a function that returns void)
// says: calls 1

// body of kioto::poll<void>::map
{
  using result = detail::mapped_poll<F>;
  if constexpr (std::is_void_v<typename result::value_type>) {
    std::invoke(std::forward<F>(fn));
    return is_ready() ? result::ready() : result::pending();
  } else {
    if (is_pending()) return result::pending();
    return result::ready(std::invoke(std::forward<F>(fn)));
  }
}
