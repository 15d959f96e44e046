// SPDX-License-Identifier: MIT
// mistake: An exception is the business of the caller, try_join has no part in
//   it.
// rejected by: an exception ends a join and destroys what it owns
// in: plain
// says: may use again what the futures

// body of kioto::try_join_future::poll
{
  KIOTO_ASSERT(!complete_, "try_join: polled after completion", where);
  std::optional<error_type> error;
  const bool done = poll_from(next_, cx, error, indices());
  next_ = (next_ + 1) % count;
  if (!done && !error) return kioto::poll<output_type>::pending();
  auto result = error ? kioto::poll<output_type>::ready(std::unexpect,
                                                        *std::move(error))
                      : take_values(indices());
  finish();
  return result;
}
