// SPDX-License-Identifier: MIT
// mistake: A result is a value, and a value can be returned.
// rejected by: results may be void, or of a type that can only be moved
// in: plain
// says: a future of void has a result as well

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
    return kioto::poll<item_type>::ready(std::move(result).value());
  }
  return kioto::poll<item_type>::pending();
}
