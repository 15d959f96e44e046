// SPDX-License-Identifier: MIT
// mistake: A flag for each child says whether it was woken, and a look at a flag
//   costs nothing.
// rejected by: a wake of one in ten thousand costs as much as its poll
// in: perf
// says: those that nobody woke need not even be looked at

// region include/kioto/future/ready_queue.hpp#mechanism
namespace kioto::detail {

class ready_queue;

class ready_child : public wakeable {
 public:
  explicit ready_child(const std::shared_ptr<ready_queue>& queue)
      : queue_(queue) {}
  inline void wake() noexcept final;

  // Whether it was woken since the last call.
  bool take_wake() noexcept {
    return woken_.exchange(false, std::memory_order_acq_rel);
  }
  const kioto::waker& waker() const noexcept { return self_; }

 private:
  friend class ready_queue;
  std::atomic<bool> woken_{true};
  const std::weak_ptr<ready_queue> queue_;
  kioto::waker self_;
};

// Knows no more than the task. The last child of a set leaves with its owner,
// so a child that has left may still wake it: once, for nothing.
class ready_queue {
 public:
  template <class Child>
  void adopt(const wakeable_ptr<Child>& child) noexcept {
    child->self_ = child.waker();
  }
  void set_parent(const kioto::waker& waker) noexcept { parent_.set(waker); }

  static void retire(ready_child& child) noexcept {
    child.woken_.exchange(true, std::memory_order_acq_rel);
    const kioto::waker last = std::move(child.self_);
  }

 private:
  friend class ready_child;
  atomic_waker parent_;
};

inline void ready_child::wake() noexcept {
  const auto queue = queue_.lock();
  if (!queue) return;
  if (!woken_.exchange(true, std::memory_order_acq_rel)) queue->parent_.wake();
}

}  // namespace kioto::detail

// body of kioto::futures_unordered::poll_next
{
  if (size_ == 0) return kioto::poll<item_type>::ready(std::nullopt);
  queue_->set_parent(cx.waker());
  for (child* c = newest_; c != nullptr; c = c->older) {
    if (!c->take_wake()) continue;
    auto result = poll_child(*c, cx);
    if (result.is_pending()) continue;
    destroy(*c);
    return std::move(result).map([](auto&&... value) -> item_type {
      return item_type(std::in_place, std::move(value)...);
    });
  }
  return kioto::poll<item_type>::pending();
}
