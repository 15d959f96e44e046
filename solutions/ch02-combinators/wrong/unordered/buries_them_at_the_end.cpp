// SPDX-License-Identifier: MIT
// mistake: A child that has finished goes with the set; nobody polls it any
//   more.
// rejected by: a child is destroyed before its result is out, which is moved
// in: plain
// says: first child destroyed 0
// says: the set may live long

// region include/kioto/future/futures_unordered.hpp#state
struct child final : detail::ready_child {
  child(const std::shared_ptr<detail::ready_queue>& queue, F&& f)
      : ready_child(queue), future(std::in_place, std::move(f)) {}

  std::optional<F> future;  // empty once it has left the set
  child* older = nullptr;
  child* newer = nullptr;
  std::uint64_t polled_in = 0;  // the turn of its last poll
  bool finished = false;
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
  if (!c.finished) {
    c.finished = true;
    --size_;
    return;
  }
  if (c.older) c.older->newer = c.newer;
  (c.newer ? c.newer->older : newest_) = c.older;
  c.future.reset();
  detail::ready_queue::retire(c);
}

std::shared_ptr<detail::ready_queue> queue_;  // null until the first push
child* newest_ = nullptr;
std::size_t size_ = 0;
std::uint64_t turn_ = 0;  // counts the polls of the set
