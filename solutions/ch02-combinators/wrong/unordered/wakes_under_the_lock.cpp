// SPDX-License-Identifier: MIT
// mistake: A lock that guards the list may as well be held while the task is
//   woken.
// rejected by: the task may destroy the set when it is woken
// in: plain
// says: a child is woken; that wakes the task, which destroys the set

// add include <mutex>

// add include <deque>

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
  bool queued_ = true;
  bool retired_ = false;
  kioto::waker self_;
};

class ready_queue {
 public:
  ~ready_queue() { pop(); }
  template <class Child>
  void adopt(const wakeable_ptr<Child>& child) {
    child->self_ = child.waker();
    std::lock_guard lock(mutex_);
    woken_.push_back(child.get());
  }
  void set_parent(const kioto::waker& waker) {
    std::lock_guard lock(mutex_);
    parent_ = waker;
  }
  ready_child* pop() {
    for (;;) {
      kioto::waker last;
      std::lock_guard lock(mutex_);
      if (woken_.empty()) return nullptr;
      ready_child* const child = woken_.front();
      woken_.pop_front();
      if (child->retired_) {
        last = std::move(child->self_);
        continue;
      }
      child->queued_ = false;
      return child;
    }
  }
  void put_back(ready_child& child) {
    std::lock_guard lock(mutex_);
    if (!std::exchange(child.queued_, true)) woken_.push_back(&child);
  }
  static void retire(ready_child& child) {
    kioto::waker last;
    const auto queue = child.queue_.lock();
    std::lock_guard lock(queue->mutex_);
    child.retired_ = true;
    if (!std::exchange(child.queued_, true)) last = std::move(child.self_);
  }

 private:
  friend class ready_child;
  std::mutex mutex_;
  std::deque<ready_child*> woken_;
  kioto::waker parent_;
};

inline void ready_child::wake() noexcept {
  const auto queue = queue_.lock();
  if (!queue) return;
  std::lock_guard lock(queue->mutex_);
  if (std::exchange(queued_, true)) return;
  queue->woken_.push_back(this);
  if (queue->parent_) queue->parent_.wake_by_ref();
}

}  // namespace kioto::detail
