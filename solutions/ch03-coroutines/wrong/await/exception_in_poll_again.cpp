// SPDX-License-Identifier: MIT
// mistake: An exception goes on to whoever polls, wherever that is.
// rejected by: an exception of a poll goes through every level with its type
// in: plain
// says: expected: destroyed inner
// says: it stopped itself with abort()

// body of kioto::detail::future_awaiter::poll_again
{
  return static_cast<future_awaiter&>(leaf).poll_into_outcome(cx);
}
