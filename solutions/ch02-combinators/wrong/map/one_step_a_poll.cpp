// SPDX-License-Identifier: MIT
// mistake: A poll makes one step; the second future has its turn in the next
//   poll.
// rejected by: then polls the second future in the poll that made it
// in: plain
// says: because b is polled at once: nobody has its waker yet

// body of kioto::detail::chain::poll
{
  try {
    if (state_.index() == 0) {
      (void)step(cx);
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
