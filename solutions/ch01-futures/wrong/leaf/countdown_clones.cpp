// SPDX-License-Identifier: MIT
// mistake: One wakes a waker of one's own.
// rejected by: countdown(n) is pending n times and wakes the waker of that poll
// in: plain
// says: expected: clones 0
// says: because the waker of a poll lives as long as the poll

// body of kioto::countdown_future::poll
{
  KIOTO_ASSERT(left_, "countdown: polled after completion", where);
  if (*left_ == 0) {
    left_.reset();
    return kioto::poll<unsigned>::ready(start_);
  }
  --*left_;
  const kioto::waker mine = cx.waker();
  mine.wake_by_ref();
  return kioto::poll<unsigned>::pending();
}
