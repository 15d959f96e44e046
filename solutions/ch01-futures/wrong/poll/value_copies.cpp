// SPDX-License-Identifier: MIT
// mistake: A return by value moves, because the poll is a temporary.
// rejected by: value() lends the value, and a poll that ends moves it out
// in: plain
// says: copied 1
// says: because std::move says that the poll gives its value away

// body of kioto::poll::value(std::source_location) &&
{
  KIOTO_ASSERT(is_ready(), "value() of a pending poll", where);
  return *value_;
}
