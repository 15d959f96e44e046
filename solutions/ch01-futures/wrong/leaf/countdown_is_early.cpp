// SPDX-License-Identifier: MIT
// mistake: The poll that counts to zero is the last one.
// rejected by: countdown(n) is pending n times and wakes the waker of that poll
// in: plain
// says: because it has not counted to zero yet

// body of kioto::countdown_future::poll
{
  KIOTO_ASSERT(left_, "countdown: polled after completion", where);
  if (*left_ > 0) --*left_;
  if (*left_ == 0) {
    left_.reset();
    return kioto::poll<unsigned>::ready(start_);
  }
  cx.waker().wake_by_ref();
  return kioto::poll<unsigned>::pending();
}
