// SPDX-License-Identifier: MIT
// mistake: A select that has given its value will never be ready again, so it
//   is pending.
// rejected by: a complete select that is polled stops the program
// in: plain
// says: died no
// says: must not begin again

// body of kioto::select_future::poll
{
  (void)where;
  if (complete_) return kioto::poll<output_type>::pending();
  std::optional<output_type> won;
  try {
    poll_from(detail::fair_start(sizeof...(Fs)), cx, won, std::index_sequence_for<Fs...>());
  } catch (...) {
    finish();
    throw;
  }
  if (!won) return kioto::poll<output_type>::pending();
  finish();
  return kioto::poll<output_type>::ready(*std::move(won));
}
