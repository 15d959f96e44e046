// SPDX-License-Identifier: MIT
// mistake: A future belongs to one task for ever, so its first waker is enough.
// rejected by: countdown(n) is pending n times and wakes the waker of that poll
// in: plain
// says: wakes the waker that it was given, and no other

// body of kioto::countdown_future::poll
{
  KIOTO_ASSERT(left_, "countdown: polled after completion", where);
  if (*left_ == 0) {
    left_.reset();
    return kioto::poll<unsigned>::ready(start_);
  }
  --*left_;
  if (!first_) first_ = cx.waker();
  first_->wake_by_ref();
  return kioto::poll<unsigned>::pending();
}

// region include/kioto/future/countdown.hpp#state
unsigned start_;
std::optional<unsigned> left_;
std::optional<kioto::waker> first_;
