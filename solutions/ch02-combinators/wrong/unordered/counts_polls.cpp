// SPDX-License-Identifier: MIT
// mistake: As many polls as there are children are one for each child.
// rejected by: a child that wakes itself does not starve the others
// in: plain
// says: its next turn is in the next poll of the set

// body of kioto::futures_unordered::poll_next
{
  if (size_ == 0) return kioto::poll<item_type>::ready(std::nullopt);
  queue_->set_parent(cx.waker());
  std::size_t polls_left = size_;
  while (polls_left-- > 0) {
    child* const next = static_cast<child*>(queue_->pop());
    if (!next) break;
    auto result = poll_child(*next, cx);
    if (result.is_pending()) continue;
    destroy(*next);
    return std::move(result).map([](auto&&... value) -> item_type {
      return item_type(std::in_place, std::move(value)...);
    });
  }
  return kioto::poll<item_type>::pending();
}
