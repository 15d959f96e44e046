// SPDX-License-Identifier: MIT
// mistake: A wake may come from another thread, so the state must be atomic.
// rejected by: a future can be moved before its first poll
// in: plain
// says: before anybody polls them

// add include <atomic>

// initialisers and body of kioto::countdown_future::countdown_future
: start_(n), left_(n) {}

// body of kioto::countdown_future::poll
{
  KIOTO_ASSERT(!complete_.exchange(left_ == 0),
               "countdown: polled after completion", where);
  if (left_ == 0) return kioto::poll<unsigned>::ready(start_);
  --left_;
  cx.waker().wake_by_ref();
  return kioto::poll<unsigned>::pending();
}

// region include/kioto/future/countdown.hpp#state
unsigned start_;
std::atomic<unsigned> left_;
std::atomic<bool> complete_ = false;
