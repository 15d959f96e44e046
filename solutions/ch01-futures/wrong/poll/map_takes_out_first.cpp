// SPDX-License-Identifier: MIT
// mistake: value() is how one gets at the value.
// rejected by: map moves the value, it never copies it
// in: plain
// says: moved 1
// says: because the function gets the value where it is

// body of kioto::poll::map(F &&) &&
{
  if (is_pending()) return detail::mapped_poll<F, T>::pending();
  return detail::ready_from(std::forward<F>(fn), std::move(*this).value());
}
