// SPDX-License-Identifier: MIT
// mistake: The last child to be ready makes the join ready.
// rejected by: a join of none is ready, and a join of one gives a tuple of one
// in: plain
// says: because there is nothing to wait for

// body of kioto::join_future::is_pending
{
  return std::apply(
      [](const auto&... child) {
        std::size_t ready = 0;
        ((ready += child.is_pending() ? 0 : 1), ...);
        return ready == 0 || ready < size;
      },
      children_);
}
