// SPDX-License-Identifier: MIT
// mistake: A poll that threw gave no result, so the coroutine waits on.
// rejected by: an exception of a poll goes through every level with its type
// in: plain
// says: returned pending
// says: comes out of co_await in the innermost

// body of kioto::detail::future_awaiter::poll_again
{
  try {
    return static_cast<future_awaiter&>(leaf).poll_into_outcome(cx);
  } catch (...) {
    return false;
  }
}
