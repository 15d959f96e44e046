// SPDX-License-Identifier: MIT
// mistake: The line of an assertion is the line that it stands on.
// rejected by: value() of a pending poll stops the program and names the caller
// in: plain
// says: expected: a message with the caller's file and line

// body of kioto::poll::value(std::source_location) &
{
  KIOTO_ASSERT(is_ready(), "value() of a pending poll");
  return *value_;
}

// body of kioto::poll::value(std::source_location) const &
{
  KIOTO_ASSERT(is_ready(), "value() of a pending poll");
  return *value_;
}

// body of kioto::poll::value(std::source_location) &&
{
  KIOTO_ASSERT(is_ready(), "value() of a pending poll");
  return *std::move(value_);
}
