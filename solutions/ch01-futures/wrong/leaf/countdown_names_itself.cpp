// SPDX-License-Identifier: MIT
// mistake: The line of an assertion is the line that it stands on.
// rejected by: a poll after the end stops the program and says why
// in: plain
// says: expected: a message with the caller's file and line
// says: hand `where` on to KIOTO_ASSERT

// body of kioto::countdown_future::poll
{
  KIOTO_ASSERT(left_, "countdown: polled after completion");
  if (*left_ == 0) {
    left_.reset();
    return kioto::poll<unsigned>::ready(start_);
  }
  --*left_;
  cx.waker().wake_by_ref();
  return kioto::poll<unsigned>::pending();
}
