// SPDX-License-Identifier: MIT
// mistake: poll_next goes on until nobody is woken any more.
// rejected by: a child that wakes itself does not starve the others
// in: plain
// says: polls of that child 51
// says: its next turn is in the next poll of the set

// body of kioto::futures_unordered::poll_next
{
  if (size_ == 0) return kioto::poll<item_type>::ready(std::nullopt);
  queue_->set_parent(cx.waker());
  ++turn_;
  while (child* const next = static_cast<child*>(queue_->pop())) {
    auto result = poll_child(*next, cx);
    if (result.is_pending()) continue;
    destroy(*next);
    return std::move(result).map([](auto&&... value) -> item_type {
      return item_type(std::in_place, std::move(value)...);
    });
  }
  return kioto::poll<item_type>::pending();
}
