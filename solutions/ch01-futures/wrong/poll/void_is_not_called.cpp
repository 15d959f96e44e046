// SPDX-License-Identifier: MIT
// mistake: A function that returns nothing has nothing to say, so it need not be called.
// rejected by: map calls its function once, with the value
// in: plain
// says: calls 0
// says: because a ready poll calls the function, void or not

// body of kioto::poll<void>::map
{
  using result = detail::mapped_poll<F>;
  if (is_pending()) return result::pending();
  if constexpr (std::is_void_v<typename result::value_type>) {
    return result::ready();
  } else {
    return result::ready(std::invoke(std::forward<F>(fn)));
  }
}
