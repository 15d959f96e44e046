// SPDX-License-Identifier: MIT
// mistake: Nobody wins here, so the order does not matter.
// rejected by: each poll of a try_join begins with another future
// in: plain
// says: must not always be the first

// body of kioto::try_join_future::poll
{
  try {
    KIOTO_ASSERT(!complete_, "try_join: polled after completion", where);
    std::optional<error_type> error;
    const bool done = poll_from(next_, cx, error, indices());
    if (!done && !error) return kioto::poll<output_type>::pending();
    auto result = error ? kioto::poll<output_type>::ready(std::unexpect,
                                                          *std::move(error))
                        : take_values(indices());
    finish();
    return result;
  } catch (...) {
    finish();
    throw;
  }
}
