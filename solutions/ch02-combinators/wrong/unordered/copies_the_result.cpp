// SPDX-License-Identifier: MIT
// mistake: The value of the poll is the value of the result.
// rejected by: a child is destroyed before its result is out, which is moved
// in: plain
// says: copied 1
// says: so it is moved

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
    auto result = poll_child(*next, cx);
    if (result.is_pending()) continue;
    destroy(*next);
    return kioto::poll<item_type>::ready(result.value());
  }
  return kioto::poll<item_type>::pending();
}
