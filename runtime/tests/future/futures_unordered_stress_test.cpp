// SPDX-License-Identifier: MIT
//
// futures_unordered, with wakes from other threads.
#include <atomic>
#include <catch2/catch.hpp>
#include <deque>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/now_or_never.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/rt/block_on.hpp>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

using kioto::futures_unordered;

namespace {

/// A leaf that any thread finishes. It looks whether it is destroyed and polled
/// by the thread that made it: its counts are plain memory.
class distant {
 public:
  struct side {
    std::mutex mutex;
    kioto::waker waker;
    bool done = false;
    int note = 0;  // plain: written before the wake, read after it

    void finish(int with) {
      note = with;
      std::unique_lock lock(mutex);
      done = true;
      const kioto::waker copy = waker;
      lock.unlock();
      if (!copy) return;
      copy.wake_by_ref();
      copy.wake_by_ref();
    }
  };
  using output_type = int;

  distant(side& s, long& local) : side_(&s), local_(&local) { ++*local_; }
  distant(distant&& other) noexcept
      : side_(other.side_), local_(std::exchange(other.local_, nullptr)) {}
  ~distant() {
    if (local_) --*local_;
  }

  kioto::poll<int> poll(kioto::context& cx) {
    std::lock_guard lock(side_->mutex);
    if (side_->done) return kioto::poll<int>::ready(side_->note);
    side_->waker = cx.waker();
    return kioto::poll<int>::pending();
  }

 private:
  side* side_;
  long* local_;
};

}  // namespace

TEST_CASE("fut.31 many threads wake the children of a set",
          "[futures_unordered][stress]") {
  constexpr int children = 200;
  constexpr int threads = 3;
  for (int round = 0; round < 10; ++round) {
    std::deque<distant::side> sides(children);
    long local = 0;
    long sum = 0;
    futures_unordered<distant> set;
    for (auto& s : sides) set.push(distant(s, local));
    std::vector<std::jthread> finishers;
    for (int t = 0; t < threads; ++t) {
      finishers.emplace_back([&sides, t] {
        for (int i = t; i < children; i += threads) sides[i].finish(i);
      });
    }
    while (auto value = kioto::block_on(set.next())) sum += *value;
    CHECK(sum == children * (children - 1) / 2);
    CHECK(local == 0);
  }
}

TEST_CASE("fut.31 a set that goes while its children are being woken",
          "[futures_unordered][stress]") {
  constexpr int children = 50;
  for (int round = 0; round < 40; ++round) {
    std::deque<distant::side> sides(children);
    long local = 0;
    std::atomic<bool> go{false};
    std::vector<std::jthread> finishers;
    {
      futures_unordered<distant> set;
      for (auto& s : sides) set.push(distant(s, local));
      CHECK(kioto::now_or_never(set.next()) == std::nullopt);
      for (int t = 0; t < 2; ++t) {
        finishers.emplace_back([&sides, &go, t] {
          while (!go.load()) std::this_thread::yield();
          for (int i = t; i < children; i += 2) sides[i].finish(i);
        });
      }
      go.store(true);
      for (int i = 0; i < round; ++i) std::this_thread::yield();
    }
    CHECK(local == 0);
  }
}

TEST_CASE("fut.31 what was done before a wake that found the child queued",
          "[futures_unordered][stress]") {
  // Two threads write plain memory, and wake the same child; it is polled after
  // both. Only the wakes order the writes before the poll.
  struct reader {
    using output_type = int;
    int* notes;
    kioto::waker* mine;
    bool first = true;

    kioto::poll<int> poll(kioto::context& cx) {
      if (std::exchange(first, false)) {
        *mine = cx.waker();
        return kioto::poll<int>::pending();
      }
      return kioto::poll<int>::ready(notes[0] + notes[1]);
    }
  };
  for (int round = 0; round < 100; ++round) {
    int notes[2] = {};
    std::atomic<int> woken{0};
    kioto::waker waker;
    futures_unordered<reader> set;
    set.push(reader{notes, &waker});
    CHECK(kioto::now_or_never(set.next()) == std::nullopt);
    std::vector<std::jthread> writers;
    for (int& note : notes) {
      writers.emplace_back([&note, &woken, &waker] {
        note = 1;
        waker.wake_by_ref();
        // relaxed, on purpose: it orders nothing.
        woken.fetch_add(1, std::memory_order_relaxed);
      });
    }
    while (woken.load(std::memory_order_relaxed) != 2) {
      std::this_thread::yield();
    }
    CHECK(kioto::now_or_never(set.next()) == 2);
  }
}
