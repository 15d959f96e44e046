// SPDX-License-Identifier: MIT
// mistake: An exception is the caller's affair; the caller will drop the then.
// rejected by: an exception ends a then, whoever threw it
// in: plain
// says: because a future whose then is over is destroyed in that poll

// body of kioto::detail::chain::poll
{
  if (state_.index() == 0 && !step(cx)) {
    return kioto::poll<output_type>::pending();
  }
  auto result = std::get<1>(state_).poll(cx);
  if (result.is_ready()) state_.template emplace<complete>();
  return result;
}
