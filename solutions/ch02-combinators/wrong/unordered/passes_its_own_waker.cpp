// SPDX-License-Identifier: MIT
// mistake: The child is polled with the context of the set, as in join.
// rejected by: results come as the children finish, and the end is not for ever
// in: plain
// says: returned pending
// says: its child was woken

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
    auto result = next->future->poll(cx);
    if (result.is_pending()) continue;
    destroy(*next);
    return std::move(result).map([](auto&&... value) -> item_type {
      return item_type(std::in_place, std::move(value)...);
    });
  }
  return kioto::poll<item_type>::pending();
}
