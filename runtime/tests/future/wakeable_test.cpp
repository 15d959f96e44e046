// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <cstddef>
#include <kioto/future/wakeable.hpp>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using kioto::make_wakeable;
using kioto::wakeable;
using kioto::wakeable_ptr;
using kioto::waker;

namespace {

class bell final : public wakeable {
 public:
  struct log {
    int rung = 0;
    int destroyed = 0;
  };

  explicit bell(log& to) : log_(to) {}
  ~bell() override { ++log_.destroyed; }

  void wake() noexcept override { ++log_.rung; }

 private:
  log& log_;
};

static_assert(!std::is_copy_constructible_v<bell>);
static_assert(!std::is_copy_constructible_v<wakeable_ptr<bell>>);
static_assert(std::is_nothrow_move_constructible_v<wakeable_ptr<bell>>);

}  // namespace

TEST_CASE("wakeable: lives as long as its handle", "[wakeable]") {
  bell::log log;
  {
    const auto handle = make_wakeable<bell>(log);
    CHECK(handle.get() == &*handle);
    CHECK(log.destroyed == 0);
  }
  CHECK(log.destroyed == 1);
  CHECK(log.rung == 0);
}

TEST_CASE("wakeable: lives as long as its last waker", "[wakeable]") {
  bell::log log;
  waker last;
  {
    const auto handle = make_wakeable<bell>(log);
    const waker first = handle.waker();
    last = first;
  }
  CHECK(log.destroyed == 0);
  last.wake_by_ref();
  CHECK(log.rung == 1);
  CHECK(log.destroyed == 0);
  std::move(last).wake();
  CHECK(log.rung == 2);
  CHECK(log.destroyed == 1);
}

TEST_CASE("wakeable: a waker that is only dropped wakes nobody", "[wakeable]") {
  bell::log log;
  {
    waker w = make_wakeable<bell>(log).waker();
    const waker copy = w;
    CHECK(log.destroyed == 0);
  }
  CHECK(log.rung == 0);
  CHECK(log.destroyed == 1);
}

TEST_CASE("wakeable: all wakers of one object will_wake each other",
          "[wakeable]") {
  bell::log log;
  const auto one = make_wakeable<bell>(log);
  const auto two = make_wakeable<bell>(log);
  const waker copy = one.waker();
  CHECK(one.waker().will_wake(one.waker()));
  CHECK(one.waker().will_wake(waker(copy)));
  CHECK_FALSE(one.waker().will_wake(two.waker()));
}

TEST_CASE("wakeable: a handle can be moved", "[wakeable]") {
  bell::log one;
  bell::log two;
  {
    auto a = make_wakeable<bell>(one);
    auto b = make_wakeable<bell>(two);
    b = std::move(a);
    CHECK(a.get() == nullptr);
    CHECK(two.destroyed == 1);
    const auto c = std::move(b);
    c->wake();
    CHECK(one.rung == 1);
    CHECK(one.destroyed == 0);
  }
  CHECK(one.destroyed == 1);
  CHECK(two.destroyed == 1);
}

TEST_CASE("wakeable: a handle survives being moved to itself", "[wakeable]") {
  bell::log log;
  auto handle = make_wakeable<bell>(log);
  auto& same = handle;
  handle = std::move(same);
  CHECK(handle.get() != nullptr);
  CHECK(log.destroyed == 0);
}

namespace {

/// Remembers, in plain memory, what each thread did to it. Only the orderings
/// of the reference count put those writes before the destructor's reads.
class ledger final : public wakeable {
 public:
  static constexpr std::size_t threads = 4;

  ledger(std::atomic<long>& wakes, std::atomic<int>& ends, long& sum)
      : wakes_(wakes), ends_(ends), sum_(sum) {}
  ~ledger() override {
    for (const long line : lines_) sum_ += line;
    ends_.fetch_add(1, std::memory_order_relaxed);
  }

  // relaxed: a count, read after the threads are joined
  void wake() noexcept override {
    wakes_.fetch_add(1, std::memory_order_relaxed);
  }
  void write(std::size_t thread) { ++lines_[thread]; }

 private:
  std::atomic<long>& wakes_;
  std::atomic<int>& ends_;
  long& sum_;
  long lines_[threads] = {};
};

}  // namespace

TEST_CASE("wakeable: the last of many threads destroys it, after all of them",
          "[wakeable][stress]") {
  constexpr int rounds = 200;
  constexpr int copies = 20;
  std::atomic<long> wakes{0};
  std::atomic<int> ends{0};
  long expected_wakes = 0;
  for (int round = 0; round < rounds; ++round) {
    long sum = 0;
    {
      std::vector<std::jthread> threads;
      auto handle = make_wakeable<ledger>(wakes, ends, sum);
      for (std::size_t t = 0; t < ledger::threads; ++t) {
        threads.emplace_back([t, book = handle.get(), mine = handle.waker()] {
          waker w = mine;
          for (int i = 0; i < copies; ++i) {
            const waker copy = w;
            copy.wake_by_ref();
            book->write(t);
          }
          std::move(w).wake();
        });
      }
      expected_wakes += ledger::threads * (copies + 1);
    }
    CHECK(sum == static_cast<long>(ledger::threads) * copies);
  }
  CHECK(wakes.load(std::memory_order_relaxed) == expected_wakes);
  CHECK(ends.load(std::memory_order_relaxed) == rounds);
}
