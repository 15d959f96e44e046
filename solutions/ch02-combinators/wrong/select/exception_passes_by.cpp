// SPDX-License-Identifier: MIT
// mistake: An exception is the business of the caller, select has no part in
//   it.
// rejected by: an exception ends the select and destroys its futures
// in: plain
// says: destroyed none
// says: may use again what the futures

// body of kioto::select_future::poll
{
  KIOTO_ASSERT(!complete_, "select: polled after completion", where);
  std::optional<output_type> won;
  poll_from(detail::fair_start(sizeof...(Fs)), cx, won,
            std::index_sequence_for<Fs...>());
  if (!won) return kioto::poll<output_type>::pending();
  finish();
  return kioto::poll<output_type>::ready(*std::move(won));
}
