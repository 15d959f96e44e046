// SPDX-License-Identifier: MIT
//
// Wakes that no test can time: while the set looks for who was woken, and while
// it lets its children go.
#include <cassert>
#include <grader/model.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/rt/block_on.hpp>
#include <optional>
#include <thread>
#include <utility>

namespace {

// What a child waits for.
struct source {
  int note = 0;        // plain: written before the wake
  kioto::waker waker;  // left by the first poll

  void wake() {
    note = 1;
    std::move(waker).wake();
  }
};

// Gives the note in its second poll, which only the wake can bring about.
class child {
 public:
  using output_type = int;
  explicit child(source& of) : of_(&of) {}

  kioto::poll<int> poll(kioto::context& cx) {
    if (!std::exchange(is_new_, false))
      return kioto::poll<int>::ready(of_->note);
    of_->waker = cx.waker();
    return kioto::poll<int>::pending();
  }

 private:
  source* of_;
  bool is_new_ = true;
};

using children = kioto::futures_unordered<child>;

// By a task that cannot be woken.
auto poll(children& set) {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  return set.poll_next(cx);
}

// The first poll.
void begin(children& set) { assert(poll(set).is_pending()); }

}  // namespace

// case: a wake at any moment of next() is not lost
PROBE_MODEL(wake_at_any_moment) {
  source a;
  children set;
  set.push(child(a));
  begin(set);
  std::thread other([&] { a.wake(); });
  assert(kioto::block_on(set.next()) == 1);
  other.join();
}

// case: two children may be woken while the set is destroyed
PROBE_MODEL(wakes_while_the_set_goes) {
  source a, b;
  std::optional<children> set(std::in_place);
  set->push(child(a));
  set->push(child(b));
  begin(*set);
  std::thread other([&] { a.wake(); });
  b.wake();
  set.reset();
  other.join();
}

// case: two children may be woken while the set is cleared
PROBE_MODEL(wakes_while_the_set_is_cleared) {
  source a, b;
  children set;
  set.push(child(a));
  set.push(child(b));
  begin(set);
  std::thread other([&] { a.wake(); });
  b.wake();
  set.clear();
  assert(set.size() == 0);
  other.join();
}

// case: two threads may wake two children at once
PROBE_MODEL(two_threads_wake_two_children) {
  source a, b;
  children set;
  set.push(child(a));
  set.push(child(b));
  begin(set);
  std::thread other([&] { a.wake(); });
  b.wake();
  other.join();
  assert(poll(set).value() == 1);
  assert(poll(set).value() == 1);
}
