// SPDX-License-Identifier: MIT
//
// futures_unordered and its ready_queue: children that other threads wake while
// the owner polls them, or lets them go.
//
// What holds: a child that was woken is polled again, and sees then what was
// done before the wake; the wakers outlive the set; each child and the queue
// are freed, by whoever comes last.
//
// Seen to fail, one change at a time. relaxed for the release or an acquire of
// `next`: use after free, data race, livelock. Half of the exchange in pop() or
// in wake(): lost wakeup in two_wakes_of_one; so is a store for that in pop(),
// and a look for that in wake(). The parent woken before the push, or set after
// the look: lost wakeup. A child dropped by retire() also when it is queued:
// use after free; the queue not emptied at its end: leak; the stub put in
// behind a push that is half done: out of bounds.
//
// survives: ready_queue::pop update acq_rel -> acquire: the release keeps the
// owner's load of `next` before the store of null by the next push. Without it
// the load could read that store, one of its own future, which the checker does
// not model.
//
// survives: ready_child::wake update acq_rel -> release: the other end of that:
// the acquire keeps the store of null behind the owner's load of `next`.
//
// survives: ready_queue::append update acq_rel -> acquire, release: the two
// keep the store of null to `next`, by who pushes, before the store of the
// link, by who pushes behind. Here the order of stores is that of the
// execution, and the second one comes later; the checker does not model others.
//
// survives: ready_queue::retire update acq_rel -> acquire: `retired_` is read
// by the owner itself, or by who drops the queue with the last reference, and
// the count of the owner's shared_ptr releases it to that one.
//
// survives: ready_queue::retire update acq_rel -> release: if it finds `true`,
// nothing is done; if it finds `false`, the child's own reference is given
// back, and the count of references orders the end of the child behind each
// use.
//
// survives: ready_queue::put_back update acq_rel -> acquire: it tells nobody
// anything: the child is polled by the owner again. What wakes have released
// goes on to the next pop(), as an exchange continues their releases.
//
// survives: ready_queue::put_back update acq_rel -> release: if it finds
// `true`, nothing is done, and the next pop() acquires; if it finds `false`,
// the owner itself was the last to use `next`.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/ready_queue.hpp>
#include <kioto/future/waker.hpp>
#include <memory>
#include <thread>
#include <utility>

#include "model/sleeper.hpp"

namespace {

using kioto::futures_unordered;
using model::sleeper;
constexpr auto relaxed = std::memory_order_relaxed;

// What a child waits for: a waker that its first poll leaves here.
struct source {
  kioto::waker waker;
  int payload = 0;  // plain: written before the wake
};

// Pending in its first poll. The second one comes because of the only wake, and
// so behind it.
class woken_once {
 public:
  using output_type = int;
  explicit woken_once(source& of) : of_(&of) {}

  kioto::poll<int> poll(kioto::context& cx) {
    if (std::exchange(is_fresh_, false)) {
      of_->waker = cx.waker();
      return kioto::poll<int>::pending();
    }
    return kioto::poll<int>::ready(of_->payload);
  }

 private:
  source* of_;
  bool is_fresh_ = true;
};

void wake(source& s) {
  s.payload = 1;
  std::move(s.waker).wake();
}

int take_next(futures_unordered<woken_once>& set, sleeper& owner) {
  for (;;) {
    auto next = set.poll_next(owner.cx());
    if (next.is_ready()) return std::move(next).value().value_or(0);
    owner.sleep();
  }
}

CHECKER_SCENARIO(futures_unordered_one_wake) {
  source a;
  sleeper owner;
  futures_unordered<woken_once> set;
  set.push(woken_once(a));
  assert(set.poll_next(owner.cx()).is_pending());
  std::thread other([&] { wake(a); });
  assert(take_next(set, owner) == 1);
  other.join();
}

CHECKER_SCENARIO(futures_unordered_two_children) {
  source a, b;
  sleeper owner;
  futures_unordered<woken_once> set;
  set.push(woken_once(a));
  set.push(woken_once(b));
  assert(set.poll_next(owner.cx()).is_pending());
  std::thread first([&] { wake(a); });
  std::thread second([&] { wake(b); });
  assert(take_next(set, owner) == 1);
  assert(take_next(set, owner) == 1);
  first.join();
  second.join();
}

CHECKER_SCENARIO(futures_unordered_goes_before_the_wake) {
  source a;
  std::thread other;
  {
    sleeper owner;
    futures_unordered<woken_once> set;
    set.push(woken_once(a));
    assert(set.poll_next(owner.cx()).is_pending());
    other = std::thread([&] { wake(a); });
  }
  other.join();
}

// One child is taken while another thread wakes the other one; then both go.
CHECKER_SCENARIO(futures_unordered_goes_with_a_child_in_the_queue) {
  source a, b;
  std::thread other;
  {
    sleeper owner;
    futures_unordered<woken_once> set;
    set.push(woken_once(a));
    set.push(woken_once(b));
    assert(set.poll_next(owner.cx()).is_pending());
    other = std::thread([&] { wake(a); });
    wake(b);
    // Pending if the other push is half done, in front of this one.
    (void)set.poll_next(owner.cx());
  }
  other.join();
}

// --- two wakes of one child ---

// Ready once both have been seen; the queue says when there is something new.
class woken_twice {
 public:
  using output_type = int;
  struct state {
    kioto::waker waker;
    std::atomic<bool> first{false}, second{false};
  };

  explicit woken_twice(state& of) : of_(&of) {}

  kioto::poll<int> poll(kioto::context& cx) {
    if (!of_->waker) of_->waker = cx.waker();
    if (of_->first.load(relaxed) && of_->second.load(relaxed)) {
      return kioto::poll<int>::ready(1);
    }
    return kioto::poll<int>::pending();
  }

 private:
  state* of_;
};

CHECKER_SCENARIO(futures_unordered_two_wakes_of_one) {
  woken_twice::state a;
  sleeper owner;
  futures_unordered<woken_twice> set;
  set.push(woken_twice(a));
  assert(set.poll_next(owner.cx()).is_pending());
  std::thread first([&] {
    a.first.store(true, relaxed);
    a.waker.wake_by_ref();
  });
  a.second.store(true, relaxed);
  a.waker.wake_by_ref();
  while (set.poll_next(owner.cx()).is_pending()) owner.sleep();
  first.join();
}

// --- the queue alone ---

class child final : public kioto::detail::ready_child {
 public:
  using ready_child::ready_child;
  int payload = 0;
};

class queue_of_two {
 public:
  queue_of_two() {
    for (const auto* c : {&a, &b}) {
      queue_->adopt(*c);
      (void)queue_->pop();
    }
  }

  void wake(const kioto::wakeable_ptr<child>& c) {
    c->payload = 1;
    c->wake();
  }

  void pop_all() {
    while (auto* next = queue_->pop()) {
      assert(static_cast<child*>(next)->payload == 1);
      kioto::detail::ready_queue::retire(*next);
      ++popped_;
    }
  }

  kioto::detail::ready_queue& operator*() { return *queue_; }
  int popped() const { return popped_; }

 private:
  std::shared_ptr<kioto::detail::ready_queue> queue_ =
      std::make_shared<kioto::detail::ready_queue>();

 public:
  kioto::wakeable_ptr<child> a = kioto::make_wakeable<child>(queue_);
  kioto::wakeable_ptr<child> b = kioto::make_wakeable<child>(queue_);

 private:
  int popped_ = 0;
};

CHECKER_SCENARIO(ready_queue_push_against_pop) {
  queue_of_two queue;
  std::thread other([&] { queue.wake(queue.a); });
  queue.wake(queue.b);
  queue.pop_all();
  other.join();
  queue.pop_all();
  assert(queue.popped() == 2);
}

CHECKER_SCENARIO(ready_queue_two_pushes_against_pop) {
  queue_of_two queue;
  std::thread first([&] { queue.wake(queue.a); });
  std::thread second([&] { queue.wake(queue.b); });
  queue.pop_all();
  first.join();
  second.join();
  queue.pop_all();
  assert(queue.popped() == 2);
}

// A push that is half done hides what comes behind it: pop() says "empty", and
// the wake that follows the push makes up for it.
CHECKER_SCENARIO(ready_queue_owner_comes_again) {
  queue_of_two queue;
  sleeper owner;
  std::thread first([&] { queue.wake(queue.a); });
  std::thread second([&] { queue.wake(queue.b); });
  for (;;) {
    (*queue).set_parent(owner.waker());
    queue.pop_all();
    if (queue.popped() == 2) break;
    owner.sleep();
  }
  first.join();
  second.join();
}

}  // namespace
