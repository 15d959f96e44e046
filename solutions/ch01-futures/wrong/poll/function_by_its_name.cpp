// SPDX-License-Identifier: MIT
// mistake: A parameter F&& is an rvalue wherever its name stands.
// rejected by: map calls its function as it came, kept or given up
// in: plain
// says: the function was kept
// says: because nobody else has it

// body of kioto::poll::map(F &&) &&
{
  if (is_pending()) return detail::mapped_poll<F, T>::pending();
  return detail::ready_from(fn, *std::move(value_));
}
