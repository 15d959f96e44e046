// SPDX-License-Identifier: MIT
//
// waker, wakeable, atomic_waker: references given back by several threads, and
// the owner that puts a waker in while others wake it.
//
// What holds: the last reference deletes the object, once, behind all uses of
// it; a wake() that comes after set() wakes that waker, and one that comes
// before it is seen by who looks after set(); each reference is given back.
//
// Seen to fail, one change at a time. Each order of wakeable and of
// atomic_waker: data race, and lost wakeup for the release of take(). No wake
// in set() when a wake() is at work, or went in vain: lost wakeup.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/future/atomic_waker.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <memory>
#include <thread>
#include <utility>

#include "model/sleeper.hpp"

namespace {

using kioto::atomic_waker;
using kioto::waker;
using model::sleeper;
constexpr auto relaxed = std::memory_order_relaxed;

// --- wakeable ---

class counted final : public kioto::wakeable {
 public:
  counted(int& by_wake, int& sum) : by_wake_(by_wake), sum_(sum) {}
  ~counted() override { sum_ = of_a + of_b + by_wake_; }
  void wake() noexcept override { by_wake_ = 4; }

  int of_a = 0, of_b = 0;  // plain, each of one thread

 private:
  int& by_wake_;
  int& sum_;
};

CHECKER_SCENARIO(wakeable_last_of_three) {
  int by_wake = 0, sum = 0;
  std::thread a, b;
  {
    auto made = kioto::make_wakeable<counted>(by_wake, sum);
    a = std::thread([&object = *made, mine = made.waker()]() mutable {
      object.of_a = 1;
      mine = waker();
    });
    b = std::thread([&object = *made, mine = made.waker()]() mutable {
      object.of_b = 2;
      std::move(mine).wake();
    });
  }
  a.join();
  b.join();
  assert(sum == 7);
}

// --- atomic_waker ---
//
// On the heap, as all that has plain members: clang does not instrument what a
// function does to a member of a local object of its own.

CHECKER_SCENARIO(atomic_waker_set_against_wake) {
  const auto slot = std::make_unique<atomic_waker>();
  sleeper owner;
  std::atomic<bool> done{false};
  std::thread other([&] {
    done.store(true, relaxed);
    slot->wake();
  });
  for (;;) {
    slot->set(owner.waker());
    if (done.load(relaxed)) break;
    owner.sleep();
  }
  other.join();
}

// The one that comes while the other one takes the waker goes in vain: the
// owner has to see what it did all the same.
CHECKER_SCENARIO(atomic_waker_two_wakes) {
  const auto slot = std::make_unique<atomic_waker>();
  sleeper owner;
  std::atomic<bool> first{false}, second{false};
  std::thread a([&] {
    first.store(true, relaxed);
    slot->wake();
  });
  std::thread b([&] {
    second.store(true, relaxed);
    slot->wake();
  });
  for (;;) {
    slot->set(owner.waker());
    if (first.load(relaxed) && second.load(relaxed)) break;
    owner.sleep();
  }
  a.join();
  b.join();
}

// Another task takes the place over: its waker is the one that counts.
CHECKER_SCENARIO(atomic_waker_changes_tasks) {
  const auto slot = std::make_unique<atomic_waker>();
  sleeper before, after;
  std::atomic<bool> done{false};
  slot->set(before.waker());
  std::thread other([&] {
    done.store(true, relaxed);
    slot->wake();
  });
  for (;;) {
    slot->set(after.waker());
    if (done.load(relaxed)) break;
    after.sleep();
  }
  other.join();
}

class reads_payload final : public kioto::wakeable {
 public:
  explicit reads_payload(const int& payload) : payload_(payload) {}
  void wake() noexcept override { assert(payload_ == 1); }

 private:
  const int& payload_;
};

// The waker runs behind what was done before the wake(), also when it is the
// owner that runs it, in set().
CHECKER_SCENARIO(atomic_waker_set_wakes) {
  int payload = 0;
  const auto slot = std::make_unique<atomic_waker>();
  const auto owner = kioto::make_wakeable<reads_payload>(payload);
  std::thread other([&] {
    payload = 1;
    slot->wake();
  });
  slot->set(owner.waker());
  other.join();
}

// What is taken is whole, and is taken once.
CHECKER_SCENARIO(atomic_waker_two_takers) {
  const auto slot = std::make_unique<atomic_waker>();
  sleeper owner;
  int taken_by_a = 0, taken_by_b = 0;
  slot->set(owner.waker());
  std::thread a([&] { taken_by_a = slot->take() ? 1 : 0; });
  std::thread b([&] { taken_by_b = slot->take() ? 1 : 0; });
  a.join();
  b.join();
  assert(taken_by_a + taken_by_b == 1);
}

}  // namespace
