// SPDX-License-Identifier: MIT
// mistake: A child that was not woken says pending once more, and no harm is
//   done.
// rejected by: of ten thousand children only the one that was woken is polled
// in: plain
// says: polls of all the others 9999

// body of kioto::futures_unordered::poll_next
{
  if (size_ == 0) return kioto::poll<item_type>::ready(std::nullopt);
  queue_->set_parent(cx.waker());
  while (queue_->pop()) {
  }
  for (child *c = newest_, *older; c; c = older) {
    older = c->older;
    auto result = poll_child(*c, cx);
    if (result.is_pending()) continue;
    destroy(*c);
    return std::move(result).map([](auto&&... value) -> item_type {
      return item_type(std::in_place, std::move(value)...);
    });
  }
  return kioto::poll<item_type>::pending();
}
