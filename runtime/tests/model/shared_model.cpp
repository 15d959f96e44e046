// SPDX-License-Identifier: MIT
//
// shared_future: copies that different threads poll, drop and finish, and the
// wake of the future that they share.
//
// What holds: that future is polled by one thread at a time; each copy that
// waits is woken, also when the one that polled last has gone; the result is
// seen whole by each; the state is freed once.
//
// Seen to fail, one change at a time. Each order: data race (the acquire in
// take() since to move the value is a write). Without the wake at the end of a
// poll: lost wakeup in the_one_that_polls_goes. A copy that goes and stays in
// the list: crash, livelock.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/shared.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/rt/block_on.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "model/sleeper.hpp"

namespace {

using model::sleeper;

constexpr auto relaxed = std::memory_order_relaxed;

// Waits for `is_set`, with the waker of its first poll.
struct source {
  kioto::waker waker;
  std::atomic<bool> is_set{false};

  void set() {
    is_set.store(true, relaxed);
    waker.wake_by_ref();
  }
};

// To move it is a write.
struct value {
  explicit value(int its_number) : number(its_number) {}
  value(const value&) = default;
  value(value&& other) noexcept : number(std::exchange(other.number, 0)) {}
  value& operator=(const value&) = delete;
  int number;
};

class child {
 public:
  using output_type = value;
  explicit child(source& of) : of_(&of) {}

  kioto::poll<value> poll(kioto::context& cx) {
    ++polls_;  // plain: whoever polls has it alone
    if (!of_->waker) of_->waker = cx.waker();
    if (!of_->is_set.load(relaxed)) return kioto::poll<value>::pending();
    return kioto::poll<value>::ready(value(7));
  }

 private:
  source* of_;
  int polls_ = 0;
};

// After its first poll, so that its waker is there.
kioto::shared_future<child> polled_once(source& s) {
  auto made = kioto::shared(child(s));
  sleeper nobody;
  assert(made.poll(nobody.cx()).is_pending());
  return kioto::shared_future<child>(made);
}

CHECKER_SCENARIO(shared_wake_against_poll) {
  source s;
  auto copy = polled_once(s);
  std::thread other([&] { s.set(); });
  assert(kioto::block_on(copy).number == 7);
  other.join();
  s.waker = {};
}

CHECKER_SCENARIO(shared_two_copies_of_ready) {
  source s;
  s.is_set.store(true, relaxed);
  auto mine = kioto::shared(child(s));
  std::thread other(
      [copy = mine]() mutable { assert(kioto::block_on(copy).number == 7); });
  assert(kioto::block_on(mine).number == 7);
  other.join();
  s.waker = {};
}

CHECKER_SCENARIO(shared_two_copies_wait) {
  source s;
  auto mine = polled_once(s);
  std::thread other(
      [copy = mine]() mutable { assert(kioto::block_on(copy).number == 7); });
  s.set();
  assert(kioto::block_on(mine).number == 7);
  other.join();
  s.waker = {};
}

// The copy that polls goes; the other one found it busy, and waits.
CHECKER_SCENARIO(shared_the_one_that_polls_goes) {
  source s;
  auto mine = polled_once(s);
  std::thread other([copy = std::optional(mine)]() mutable {
    sleeper there;
    if (copy->poll(there.cx()).is_pending()) copy.reset();
  });
  std::thread wakes([&] { s.set(); });
  assert(kioto::block_on(mine).number == 7);
  other.join();
  wakes.join();
  s.waker = {};
}

}  // namespace
