// SPDX-License-Identifier: MIT
// mistake: One wakes a waker of one's own.
// rejected by: yield_now wakes its waker once and is ready at the second poll
// in: plain
// says: clones 1
// says: because the waker of a poll lives as long as the poll

// body of kioto::yield_now_future::poll
{
  KIOTO_ASSERT(state_ != state::complete, "yield_now: polled after completion",
               where);
  if (state_ == state::yielded) {
    state_ = state::complete;
    return kioto::poll<void>::ready();
  }
  state_ = state::yielded;
  kioto::waker mine = cx.waker();
  std::move(mine).wake();
  return kioto::poll<void>::pending();
}
