// SPDX-License-Identifier: MIT
// mistake: The waker of the task is needed when poll_next is about to return
//   pending.
// rejected by: a wake during the poll is not lost
// in: plain
// says: the task was woken no
// says: cannot be the answer to it

// body of kioto::futures_unordered::poll_next
{
  if (size_ == 0) return kioto::poll<item_type>::ready(std::nullopt);
  ++turn_;
  while (child* const next = static_cast<child*>(queue_->pop())) {
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
  queue_->set_parent(cx.waker());
  return kioto::poll<item_type>::pending();
}
