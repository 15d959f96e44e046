// SPDX-License-Identifier: MIT
// mistake: A join is pending while all its children are.
// rejected by: each poll of a join polls every child that is pending
// in: plain
// says: because a join is ready when all its children are

// body of kioto::join_future::is_pending
{
  return std::apply(
      [](const auto&... child) { return (child.is_pending() && ...); },
      children_);
}
