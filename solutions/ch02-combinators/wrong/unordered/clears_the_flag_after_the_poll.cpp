// SPDX-License-Identifier: MIT
// mistake: The child is at work until its poll returns, and needs no wake
//   before that.
// rejected by: a wake during the poll is not lost
// in: plain
// says: the task was woken no
// says: cannot be the answer to it

// body of kioto::detail::ready_queue::pop
{
  while (ready_link* link = pop_link()) {
    auto* child = static_cast<ready_child*>(link);
    if (child->retired_) {
      drop(*child);
      continue;
    }
    return child;
  }
  return nullptr;
}

// body of kioto::detail::ready_queue::put_back
{
  child.queued_.exchange(false, std::memory_order_acq_rel);
}

// body of kioto::futures_unordered::poll_next
{
  if (size_ == 0) return kioto::poll<item_type>::ready(std::nullopt);
  queue_->set_parent(cx.waker());
  ++turn_;
  while (child* const next = static_cast<child*>(queue_->pop())) {
    auto result = poll_child(*next, cx);
    if (result.is_pending()) {
      queue_->put_back(*next);
      continue;
    }
    destroy(*next);
    return std::move(result).map([](auto&&... value) -> item_type {
      return item_type(std::in_place, std::move(value)...);
    });
  }
  return kioto::poll<item_type>::pending();
}
