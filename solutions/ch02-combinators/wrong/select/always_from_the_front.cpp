// SPDX-License-Identifier: MIT
// mistake: The order of the arguments is the order in which they are asked.
// rejected by: futures that are always ready win equally often
// in: plain
// says: because a future must not wait because another one is always ready

// body of kioto::select_future::poll
{
  KIOTO_ASSERT(!complete_, "select: polled after completion", where);
  std::optional<output_type> won;
  try {
    poll_from(0, cx, won, std::index_sequence_for<Fs...>());
  } catch (...) {
    finish();
    throw;
  }
  if (!won) return kioto::poll<output_type>::pending();
  finish();
  return kioto::poll<output_type>::ready(*std::move(won));
}
