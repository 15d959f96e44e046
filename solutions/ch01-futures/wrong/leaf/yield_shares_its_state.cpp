// SPDX-License-Identifier: MIT
// mistake: A static variable remembers what a function did the last time.
// rejected by: two futures of a kind do not disturb each other
// in: plain
// says: because this is its poll number 1, and that of a yield_now() is pending

// body of kioto::yield_now_future::poll
{
  static bool yielded = false;
  KIOTO_ASSERT(state_ != state::complete, "yield_now: polled after completion",
               where);
  yielded = !yielded;
  if (!yielded) {
    state_ = state::complete;
    return kioto::poll<void>::ready();
  }
  cx.waker().wake_by_ref();
  return kioto::poll<void>::pending();
}
