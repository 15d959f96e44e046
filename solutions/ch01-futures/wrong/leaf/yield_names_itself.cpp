// SPDX-License-Identifier: MIT
// mistake: The line of an assertion is the line that it stands on.
// rejected by: a poll after the end stops the program and says why
// in: plain
// says: expected: a message with the caller's file and line
// says: hand `where` on to KIOTO_ASSERT

// body of kioto::yield_now_future::poll
{
  KIOTO_ASSERT(state_ != state::complete, "yield_now: polled after completion");
  if (state_ == state::yielded) {
    state_ = state::complete;
    return kioto::poll<void>::ready();
  }
  state_ = state::yielded;
  cx.waker().wake_by_ref();
  return kioto::poll<void>::pending();
}
