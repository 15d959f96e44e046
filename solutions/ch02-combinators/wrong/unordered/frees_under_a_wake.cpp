// SPDX-License-Identifier: MIT
// mistake: Once the set has given the list up, no wake finds it, and nobody
//   looks at the children that it still holds.
// rejected by: two children may be woken while the set is destroyed
// in: model
// says: use after free

// add include <mutex>

// region include/kioto/future/ready_queue.hpp#mechanism
namespace kioto::detail {

class ready_queue;

class ready_child : public wakeable {
 public:
  explicit ready_child(const std::shared_ptr<ready_queue>& queue)
      : queue_(queue) {}
  inline void wake() noexcept final;
  const kioto::waker& waker() const noexcept { return self_; }

 private:
  friend class ready_queue;
  const std::weak_ptr<ready_queue> queue_;
  ready_child* next_ = nullptr;
  bool queued_ = false;
  bool retired_ = false;
  kioto::waker self_;
};

class ready_queue {
 public:
  template <class Child>
  void adopt(const wakeable_ptr<Child>& child) {
    child->self_ = child.waker();
    put_back(*child);
  }
  void set_parent(const kioto::waker& waker) { parent_.set(waker); }
  ready_child* pop() {
    for (;;) {
      kioto::waker last;
      std::lock_guard lock(mutex_);
      ready_child* const child = first_;
      if (!child) return nullptr;
      first_ = child->next_;
      if (!first_) last_ = nullptr;
      if (child->retired_) {
        last = std::move(child->self_);
        continue;
      }
      child->queued_ = false;
      return child;
    }
  }
  bool put_back(ready_child& child) {
    std::lock_guard lock(mutex_);
    if (std::exchange(child.queued_, true)) return false;
    child.next_ = nullptr;
    (last_ ? last_->next_ : first_) = &child;
    last_ = &child;
    return true;
  }
  static void retire(ready_child& child) {
    kioto::waker last;
    const auto queue = child.queue_.lock();
    std::lock_guard lock(queue->mutex_);
    child.retired_ = true;
    if (!std::exchange(child.queued_, true)) last = std::move(child.self_);
  }
  static void drop(ready_child& child) {
    const kioto::waker last = std::move(child.self_);
  }

 private:
  friend class ready_child;
  std::mutex mutex_;
  ready_child* first_ = nullptr;
  ready_child* last_ = nullptr;
  atomic_waker parent_;
};

inline void ready_child::wake() noexcept {
  const auto queue = queue_.lock();
  if (queue && queue->put_back(*this)) queue->parent_.wake();
}

}  // namespace kioto::detail

// body of kioto::futures_unordered::clear
{
  queue_.reset();
  while (newest_) {
    child& c = *newest_;
    unlink(c);
    c.future.reset();
    detail::ready_queue::drop(c);
  }
}
