// SPDX-License-Identifier: MIT
// mistake: A poll ends with a wake, whatever its answer is.
// rejected by: yield_now wakes its waker once and is ready at the second poll
// in: plain
// says: because a future that is ready needs no further poll

// body of kioto::yield_now_future::poll
{
  KIOTO_ASSERT(state_ != state::complete, "yield_now: polled after completion",
               where);
  cx.waker().wake_by_ref();
  if (state_ == state::yielded) {
    state_ = state::complete;
    return kioto::poll<void>::ready();
  }
  state_ = state::yielded;
  return kioto::poll<void>::pending();
}
