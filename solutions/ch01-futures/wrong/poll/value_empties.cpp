// SPDX-License-Identifier: MIT
// mistake: A poll whose value was taken is pending again.
// rejected by: value() lends the value, and a poll that ends moves it out
// in: plain
// says: is_ready() no
// says: never changes between ready and pending by itself

// body of kioto::poll::value(std::source_location) &&
{
  KIOTO_ASSERT(is_ready(), "value() of a pending poll", where);
  T taken = *std::move(value_);
  value_.reset();
  return taken;
}
