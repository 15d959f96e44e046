// SPDX-License-Identifier: MIT
// mistake: A value is handed to a function by its name.
// rejected by: map moves the value, it never copies it
// in: plain
// says: copied 1
// says: because std::move says that p is given up

// body of kioto::poll::map(F &&) &&
{
  if (is_pending()) return detail::mapped_poll<F, T>::pending();
  return detail::ready_from(std::forward<F>(fn), value());
}
