// SPDX-License-Identifier: MIT
// mistake: One step a poll is fine as long as the next poll is asked for.
// rejected by: then polls the second future in the poll that made it
// in: plain
// says: because b is polled at once

// body of kioto::detail::chain::poll
{
  try {
    if (state_.index() == 0) {
      if (step(cx)) cx.waker().wake_by_ref();
      return kioto::poll<output_type>::pending();
    }
    auto result = std::get<1>(state_).poll(cx);
    if (result.is_ready()) state_.template emplace<complete>();
    return result;
  } catch (...) {
    state_.template emplace<complete>();
    throw;
  }
}
