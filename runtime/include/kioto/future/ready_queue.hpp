// SPDX-License-Identifier: MIT
//
// ready_queue: a waker for each child of a combinator. Whoever wakes a child
// puts it into the queue, and wakes the task of the combinator; that polls what
// it finds in the queue, and nothing else.
//
//   wakers of child 7 --> [ ready_child | future ]
//                              | wake()
//                              v                   parent: atomic_waker
//   owner <-- pop() -- tail [3]->[9]->[7] head          | wake()
//                                                       v
//                                                  task of the owner
//
// Thread safety: ready_child::wake() is called by any thread. All the rest
// belongs to one thread at a time, the owner.
//
// #region answer-notes
// The queue is Vyukov's intrusive one: a push is one exchange and one store. In
// between it is half done, and hides what others push behind it. pop() says
// "empty" then, and that is enough: each push is followed by a wake of the
// parent, so the owner, whose waker was put in before it looked, comes again.
//
// A child has three states; `queued_` tells the first two apart.
//
//   idle       not in the queue; the next wake puts it there
//   queued     in the queue, or on its way: further wakes do nothing
//   retired    its future is gone, and it stays queued for ever: wakes that
//              come late do nothing
//
// Invariants
//   1. A child is in the queue at most once: only who changes queued_ from
//      false to true puts it there.
//   2. queued_ is cleared by pop(), before the child is polled: a wake during
//      the poll queues it again.
//   3. Each child holds one reference to itself, self_. Until it is retired
//      that is the owner's. When it retires out of the queue, the reference is
//      dropped; when it retires in the queue, it belongs to the queue.
//   4. The queue lives until the owner is gone and no wake() is at work in it,
//      and then drops what is still in it. Children that retired hold futures
//      no more, so it does not matter which thread that is.
//
// Source: D. Vyukov, "Intrusive MPSC node-based queue"; futures-rs 0.3,
// futures-util/src/stream/futures_unordered/{ready_to_run_queue,task}.rs.
//
// Rejected
//   - A mutex and a std::vector of children: half as long, and each wake may
//     wait for another one, or for an allocation.
//   - A flag a child, and a look at all flags in each poll: 10,000 looks for
//   one
//     wake.
//   - A child that keeps the queue alive (shared_ptr instead of weak_ptr): the
//     queue holds children, which hold the queue; a wake that is at work when
//     the owner goes would leave such a circle behind.
//   - To wait in the owner's destructor for wakes at work: their thread may
//   have
//     lost its time slice.
// #endregion answer-notes
#pragma once

#include <atomic>
#include <kioto/future/atomic_waker.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <memory>
#include <utility>

// #region mechanism
namespace kioto::detail {

class ready_queue;

/// Is a member of the queue: a child, or the stub that keeps it from being
/// empty.
struct ready_link {
  // Written by who puts this into the queue, and by who puts the next one in.
  // Read by the owner.
  std::atomic<ready_link*> next{nullptr};
};

/// Is what the wakers of a child point to. Derive a class that holds the
/// future; its owner destroys that future before it retires the child.
class ready_child : public wakeable, private ready_link {
 public:
  explicit ready_child(const std::shared_ptr<ready_queue>& queue) noexcept
      : queue_(queue) {}

  /// Queues this child, unless it is queued already, and wakes the parent.
  inline void wake() noexcept final;

  /// Gives the waker to poll the child with.
  ///
  /// Threads: the owner. Requires: not retired.
  const kioto::waker& waker() const noexcept { return self_; }

 private:
  friend class ready_queue;

  // Any thread.
  std::atomic<bool> queued_{true};
  const std::weak_ptr<ready_queue> queue_;
  // The owner; from the time that the child retires in the queue, the queue.
  bool retired_ = false;
  kioto::waker self_;
};

/// Holds the children that were woken and not yet polled.
///
/// Make it with std::make_shared. The one shared_ptr to it that lasts is the
/// owner's.
class ready_queue {
 public:
  ready_queue() noexcept : head_(&stub_), tail_(&stub_) {}
  ready_queue(const ready_queue&) = delete;
  ready_queue& operator=(const ready_queue&) = delete;

  /// Requires: all children are retired.
  ~ready_queue() {
    // No wake() is at work any more: each would hold a shared_ptr. So there is
    // no push half done, and this finds and drops all that is left.
    pop();
  }

  /// Takes a new child in, as one that has been woken; wakes nobody.
  ///
  /// The child lives until it is retired, and for as long as wakers of it do.
  template <class Child>
  void adopt(const wakeable_ptr<Child>& child) noexcept {
    child->self_ = child.waker();
    append(*child);
  }

  /// Says whom to wake when a child is woken. Call it before pop().
  void set_parent(const kioto::waker& waker) noexcept { parent_.set(waker); }

  /// Takes the next child that was woken; null if there is none.
  ///
  /// What was done before any wake of it that came until now is visible.
  /// Cost: nothing for children that were not woken.
  ready_child* pop() noexcept {
    while (ready_link* link = pop_link()) {
      auto* child = static_cast<ready_child*>(link);
      if (child->retired_) {
        drop(*child);
        continue;
      }
      // It must be an exchange, and not a store, although nobody asks for the
      // result: a wake() that found `true` has put nothing into the queue, and
      // only by reading what it wrote are we ordered after it.
      // acquire: sees what was done before each wake; pairs with the release
      // half of the exchange in wake(). release: our use of `next` comes before
      // that of the next push; pairs with the acquire half there.
      child->queued_.exchange(false, std::memory_order_acq_rel);
      return child;
    }
    return nullptr;
  }

  /// Puts back what pop() gave, behind all others; wakes nobody.
  void put_back(ready_child& child) noexcept {
    // acq_rel: as in wake().
    if (!child.queued_.exchange(true, std::memory_order_acq_rel)) append(child);
  }

  /// Lets a child go: from now on its wakers do nothing.
  ///
  /// Requires: its future is destroyed. The child may be gone afterwards.
  static void retire(ready_child& child) noexcept {
    child.retired_ = true;
    // release: publishes retired_ to the thread that drops the queue; goes with
    // the release of the owner's shared_ptr. acquire: pairs with wake(), which
    // may be about to put it into the queue.
    if (!child.queued_.exchange(true, std::memory_order_acq_rel)) drop(child);
  }

 private:
  friend class ready_child;

  /// Drops the reference that the child holds to itself.
  static void drop(ready_child& child) noexcept {
    // Out of the child first: with the last reference, it is deleted.
    const kioto::waker last = std::move(child.self_);
  }

  /// Threads: any.
  void append(ready_link& link) noexcept {
    // relaxed: published by the exchange.
    link.next.store(nullptr, std::memory_order_relaxed);
    // release: publishes next == null to who pushes behind us. acquire: so
    // that our store below comes after that of null, by who pushed before us.
    ready_link* before = head_.exchange(&link, std::memory_order_acq_rel);
    // Here the push is half done.
    // release: publishes the link; pairs with the acquires in pop_link().
    before->next.store(&link, std::memory_order_release);
  }

  /// Threads: the owner.
  ready_link* pop_link() noexcept {
    ready_link* first = tail_;
    // acquire, here and below: sees the link; pairs with the release in
    // append().
    ready_link* next = first->next.load(std::memory_order_acquire);
    if (first == &stub_) {
      if (!next) return nullptr;
      first = tail_ = next;
      next = first->next.load(std::memory_order_acquire);
    }
    if (!next) {
      // relaxed: a look only. If it is out of date, the stub goes behind a push
      // that is half done, and `next` stays null for now.
      if (head_.load(std::memory_order_relaxed) != first) return nullptr;
      append(stub_);  // so that `first` is not the last one
      next = first->next.load(std::memory_order_acquire);
      if (!next) return nullptr;
    }
    tail_ = next;
    return first;
  }

  // Any thread.
  std::atomic<ready_link*> head_;  // the link that was put in last
  atomic_waker parent_;
  // The owner.
  ready_link* tail_;  // the link that is next to go, or the stub
  ready_link stub_;
};

inline void ready_child::wake() noexcept {
  // First the queue, then the flag: who changed the flag must be able to keep
  // the promise that the child will be in the queue.
  const std::shared_ptr<ready_queue> queue = queue_.lock();
  if (!queue) return;  // the owner is gone, and all its children are retired
  // release: publishes what this thread did to the poll that follows, also if
  // the child is queued already; pairs with the acquire half in pop(). acquire:
  // the owner's use of `next` is over; pairs with the release half in pop().
  if (queued_.exchange(true, std::memory_order_acq_rel)) return;
  queue->append(*this);
  queue->parent_.wake();
}

}  // namespace kioto::detail
// #endregion mechanism
