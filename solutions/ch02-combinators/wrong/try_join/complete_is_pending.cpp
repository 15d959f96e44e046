// SPDX-License-Identifier: MIT
// mistake: A join that has given its values will never be ready again, so it is
//   pending.
// rejected by: a complete join that is polled stops the program
// in: plain
// says: died no
// says: must not begin again

// body of kioto::try_join_future::poll
{
  try {
    (void)where;
    if (complete_) return kioto::poll<output_type>::pending();
    std::optional<error_type> error;
    const bool done = poll_from(next_, cx, error, indices());
    next_ = (next_ + 1) % count;
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
