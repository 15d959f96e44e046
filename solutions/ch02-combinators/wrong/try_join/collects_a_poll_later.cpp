// SPDX-License-Identifier: MIT
// mistake: Whether all values are there is asked at the beginning of a poll.
// rejected by: try_join gives all values, in the order of its futures
// in: plain
// says: returned pending
// says: because each of them has given its value

// body of kioto::try_join_future::poll_from
{
  const bool all = (std::get<I>(children_).value.has_value() && ...);
  (void)(((I < start || goes_on<I>(cx, error)) && ...) &&
         ((I >= start || goes_on<I>(cx, error)) && ...));
  return all;
}
