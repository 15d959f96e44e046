// SPDX-License-Identifier: MIT
// mistake: A set belongs to the task that polled it first.
// rejected by: a child wakes the task of the latest poll, and has its budget
// in: plain
// says: wakes of the first task 1

// region include/kioto/future/futures_unordered.hpp#state
struct child final : detail::ready_child {
  child(const std::shared_ptr<detail::ready_queue>& queue, F&& f)
      : ready_child(queue), future(std::in_place, std::move(f)) {}

  std::optional<F> future;  // empty once it has left the set
  child* older = nullptr;
  child* newer = nullptr;
  std::uint64_t polled_in = 0;  // the turn of its last poll
};

kioto::poll<output_of<F>> poll_child(child& c, const context& cx) {
  context for_child = cx.with_waker(c.waker());
  try {
    return c.future->poll(for_child);
  } catch (...) {
    destroy(c);
    throw;
  }
}

void link(child& c) noexcept {
  c.older = newest_;
  if (newest_) newest_->newer = &c;
  newest_ = &c;
  ++size_;
}

void unlink(child& c) noexcept {
  if (c.older) c.older->newer = c.newer;
  (c.newer ? c.newer->older : newest_) = c.older;
  --size_;
}

void destroy(child& c) noexcept {
  unlink(c);
  c.future.reset();
  detail::ready_queue::retire(c);
}

std::shared_ptr<detail::ready_queue> queue_;  // null until the first push
child* newest_ = nullptr;
std::size_t size_ = 0;
std::uint64_t turn_ = 0;  // counts the polls of the set
kioto::waker task_;

// body of kioto::futures_unordered::poll_next
{
  if (size_ == 0) return kioto::poll<item_type>::ready(std::nullopt);
  if (!task_) task_ = cx.waker();
  queue_->set_parent(task_);
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
  return kioto::poll<item_type>::pending();
}
