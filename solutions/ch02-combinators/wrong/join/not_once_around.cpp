// SPDX-License-Identifier: MIT
// mistake: A loop that begins further back ends where it always ended.
// rejected by: the child that is polled first changes from poll to poll
// in: plain
// says: every poll goes once around

// body of kioto::join_future::poll_children
{
  poll_range(cx, first_, size, std::index_sequence_for<Fs...>());
  first_ = first_ + 1 < size ? first_ + 1 : 0;
}
