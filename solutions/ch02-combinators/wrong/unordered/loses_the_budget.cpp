// SPDX-License-Identifier: MIT
// mistake: A context for the child is made of the waker of the child.
// rejected by: a child wakes the task of the latest poll, and has its budget
// in: plain
// says: the child has the budget of the task no
// says: cx.with_waker(...) keeps the budget

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
    const context without_budget(cx.waker());
    auto result = poll_child(*next, without_budget);
    if (result.is_pending()) continue;
    destroy(*next);
    return std::move(result).map([](auto&&... value) -> item_type {
      return item_type(std::in_place, std::move(value)...);
    });
  }
  return kioto::poll<item_type>::pending();
}
