// SPDX-License-Identifier: MIT
// mistake: All children are polled in each poll, so the order is the same to
//   them.
// rejected by: the child that is polled first changes from poll to poll
// in: plain
// says: because each child has its turn to go first

// body of kioto::join_future::poll_children
{
  poll_range(cx, 0, size, std::index_sequence_for<Fs...>());
}
