// SPDX-License-Identifier: MIT
// mistake: An exception passes through poll_next, and needs no line of code.
// rejected by: a child that throws leaves the set, and the others go on
// in: plain
// says: destroyed 0
// says: a future that has thrown is complete

// body of kioto::futures_unordered::poll_next
{
  if (size_ == 0) return kioto::poll<item_type>::ready(std::nullopt);
  queue_->set_parent(cx.waker());
  ++turn_;
  while (child* const next = static_cast<child*>(queue_->pop())) {
    if (next->polled_in == turn_) {
      queue_->put_back(*next);
      break;
    }
    next->polled_in = turn_;
    context for_child = cx.with_waker(next->waker());
    auto result = next->future->poll(for_child);
    if (result.is_pending()) continue;
    destroy(*next);
    return std::move(result).map([](auto&&... value) -> item_type {
      return item_type(std::in_place, std::move(value)...);
    });
  }
  return kioto::poll<item_type>::pending();
}
