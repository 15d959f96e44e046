// SPDX-License-Identifier: MIT
// mistake: A value is handed to a function by its name.
// rejected by: map moves the value, it never copies it
// in: plain
// says: copied 1
// says: because std::move says that p is given up

// body of kioto::poll::map(F &&) &&
{
  using result = poll<std::remove_cv_t<std::invoke_result_t<F, T>>>;
  if (is_pending()) return result::pending();
  if constexpr (std::is_void_v<typename result::value_type>) {
    std::invoke(std::forward<F>(fn), value());
    return result::ready();
  } else {
    return result::ready(std::invoke(std::forward<F>(fn), value()));
  }
}
