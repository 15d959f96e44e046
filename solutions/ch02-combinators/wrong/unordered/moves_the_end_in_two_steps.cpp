// SPDX-License-Identifier: MIT
// mistake: To look where the list ends and to move its end there are two steps;
//   a wake is so short that nobody comes in between.
// rejected by: two threads may wake two children at once
// in: model
// says: crash

// body of kioto::detail::ready_queue::append
{
  link.next.store(nullptr, std::memory_order_relaxed);
  ready_link* before = head_.load(std::memory_order_acquire);
  head_.store(&link, std::memory_order_release);
  before->next.store(&link, std::memory_order_release);
}
