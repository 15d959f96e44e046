// SPDX-License-Identifier: MIT
// mistake: A set belongs to one thread, so its list needs no lock.
// rejected by: threads may wake children at once
// in: tsan
// says: data race

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
    woken_.push_back(child.get());
  }
  void set_parent(const kioto::waker& waker) {
    parent_ = waker;
  }
  ready_child* pop() {
    for (;;) {
      kioto::waker last;
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
    if (!std::exchange(child.queued_, true)) woken_.push_back(&child);
  }
  static void retire(ready_child& child) {
    kioto::waker last;
    child.retired_ = true;
    if (!std::exchange(child.queued_, true)) last = std::move(child.self_);
  }

 private:
  friend class ready_child;
  std::deque<ready_child*> woken_;
  kioto::waker parent_;
};

inline void ready_child::wake() noexcept {
  const auto queue = queue_.lock();
  if (!queue) return;
  if (std::exchange(queued_, true)) return;
  queue->woken_.push_back(this);
  if (queue->parent_) queue->parent_.wake_by_ref();
}

}  // namespace kioto::detail
