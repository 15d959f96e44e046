// SPDX-License-Identifier: MIT
// mistake: A copied line is right here, too.
// rejected by: a poll after the end stops the program and says why
// in: plain
// says: expected: a message with "countdown: polled after completion"
// says: must learn which one it was

// body of kioto::countdown_future::poll
{
  KIOTO_ASSERT(left_, "lazy: polled after completion", where);
  if (*left_ == 0) {
    left_.reset();
    return kioto::poll<unsigned>::ready(start_);
  }
  --*left_;
  cx.waker().wake_by_ref();
  return kioto::poll<unsigned>::pending();
}
