// SPDX-License-Identifier: MIT
// mistake: First see who was woken; the waker of the task is needed only for
//   those that come later.
// rejected by: a wake at any moment of next() is not lost
// in: model
// says: lost wakeup

// body of kioto::futures_unordered::poll_next
{
  if (size_ == 0) return kioto::poll<item_type>::ready(std::nullopt);
  child* next = static_cast<child*>(queue_->pop());
  queue_->set_parent(cx.waker());
  ++turn_;
  for (; next; next = static_cast<child*>(queue_->pop())) {
    if (next->polled_in == turn_) {
      queue_->put_back(*next);
      break;
    }
    next->polled_in = turn_;
    auto result = poll_child(*next, cx);
    if (result.is_pending()) continue;
    destroy(*next);
    return std::move(result).map([](auto&&... value) -> item_type {
      return item_type(std::in_place, std::move(value)...);
    });
  }
  return kioto::poll<item_type>::pending();
}
