// SPDX-License-Identifier: MIT
// mistake: Whoever polls a future polls it until it is ready.
// rejected by: yield_now wakes its waker once and is ready at the second poll
// in: plain
// says: wakes A 0
// says: because nobody else will wake this future

// body of kioto::yield_now_future::poll
{
  KIOTO_ASSERT(state_ != state::complete, "yield_now: polled after completion",
               where);
  if (state_ == state::yielded) {
    state_ = state::complete;
    return kioto::poll<void>::ready();
  }
  state_ = state::yielded;
  return kioto::poll<void>::pending();
}
