// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <kioto/future/atomic_waker.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/rt/block_on.hpp>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/dies.hpp"
#include "support/probe_waker.hpp"

using kioto::atomic_waker;

static_assert(!std::is_copy_constructible_v<atomic_waker>);

TEST_CASE("atomic_waker: a wake uses the waker up", "[atomic_waker]") {
  test::probe_waker probe;
  atomic_waker cell;
  cell.wake();
  CHECK_FALSE(cell.take());
  cell.set(probe.waker());
  CHECK(probe.alive() == 1);
  cell.wake();
  CHECK(probe.wakes == 1);
  CHECK(probe.alive() == 0);
  cell.wake();
  CHECK(probe.wakes == 1);
  cell.set(probe.waker());
  cell.wake();
  CHECK(probe.wakes == 2);
}

TEST_CASE("atomic_waker: take gives the waker and wakes nobody",
          "[atomic_waker]") {
  test::probe_waker probe;
  atomic_waker cell;
  cell.set(probe.waker());
  kioto::waker taken = cell.take();
  CHECK(taken);
  CHECK_FALSE(cell.take());
  CHECK(probe.wakes == 0);
  CHECK(probe.alive() == 1);
}

TEST_CASE("fut.06 atomic_waker keeps the latest waker, no clone of an equal",
          "[atomic_waker]") {
  test::probe_waker first, second;
  {
    atomic_waker cell;
    const kioto::waker one = first.waker();
    cell.set(one);
    CHECK(first.clones == 1);
    cell.set(one);
    CHECK(first.clones == 1);
    cell.set(second.waker());
    CHECK(first.alive() == 1);
    cell.wake();
    CHECK(first.wakes == 0);
    CHECK(second.wakes == 1);
    cell.set(one);
  }
  CHECK(first.alive() == 0);
  CHECK(second.alive() == 0);
}

namespace {

/// Runs a piece of code when it is cloned: what another thread might do while
/// set() is at work, on one thread.
struct busy_waker {
  void (*on_clone)(busy_waker&) = nullptr;
  atomic_waker* cell = nullptr;
  int wakes = 0;

  kioto::waker make() {
    static constexpr kioto::waker_vtable table = {
        .clone = [](void* data) noexcept -> void* {
          auto& self = *static_cast<busy_waker*>(data);
          if (self.on_clone) self.on_clone(self);
          return data;
        },
        .wake =
            [](void* data) noexcept {
              ++static_cast<busy_waker*>(data)->wakes;
            },
        .wake_by_ref =
            [](void* data) noexcept {
              ++static_cast<busy_waker*>(data)->wakes;
            },
        .drop = [](void*) noexcept {},
    };
    return kioto::waker(this, table);
  }
};

}  // namespace

TEST_CASE("atomic_waker: a wake in the middle of set wakes the new waker",
          "[atomic_waker]") {
  atomic_waker cell;
  busy_waker busy;
  busy.cell = &cell;
  busy.on_clone = [](busy_waker& self) {
    self.cell->wake();
    self.cell->wake();
  };
  cell.set(busy.make());
  CHECK(busy.wakes == 1);
  CHECK_FALSE(cell.take());
}

TEST_CASE("atomic_waker: a wake in the middle of set is seen after it",
          "[atomic_waker][stress]") {
  // The note is plain memory: only the cell orders it before the owner's look.
  struct noisy_waker : busy_waker {
    int note = 0;
    std::atomic<bool> done{false};
    std::jthread thread;
  };
  noisy_waker side;
  atomic_waker cell;
  side.cell = &cell;
  side.on_clone = [](busy_waker& busy) {
    auto& self = static_cast<noisy_waker&>(busy);
    self.thread = std::jthread([&self] {
      self.note = 1;
      self.cell->wake();
      // relaxed, on purpose: it orders nothing.
      self.done.store(true, std::memory_order_relaxed);
    });
    while (!self.done.load(std::memory_order_relaxed)) {
      std::this_thread::yield();
    }
  };
  cell.set(side.make());
  CHECK(side.note == 1);
  CHECK(side.wakes == 1);
}

TEST_CASE("atomic_waker: set in the middle of set stops the program",
          "[atomic_waker]") {
  const auto death = test::dies([] {
    atomic_waker cell;
    busy_waker busy;
    busy.cell = &cell;
    busy.on_clone = [](busy_waker& self) {
      self.on_clone = nullptr;
      self.cell->set(self.make());
    };
    cell.set(busy.make());
  });
  CHECK(death.aborted);
  CHECK(death.said.find("atomic_waker: two threads in set()") !=
        std::string::npos);
}

namespace {

/// Is ready when it has taken `all` letters out of its mailboxes.
struct mailboxes {
  struct box {
    std::atomic<bool> full{false};
    int letters = 0;
  };
  using output_type = int;

  std::vector<box>& boxes;
  atomic_waker& cell;
  int all;
  int taken = 0;

  kioto::poll<int> poll(kioto::context& cx) {
    cell.set(cx.waker());
    for (auto& b : boxes) {
      if (!b.full.load(std::memory_order_acquire)) continue;
      taken += b.letters;
      b.letters = 0;
      b.full.store(false, std::memory_order_release);
    }
    if (taken == all) return kioto::poll<int>::ready(taken);
    return kioto::poll<int>::pending();
  }
};

}  // namespace

TEST_CASE("atomic_waker: no wake of many threads is lost",
          "[atomic_waker][stress]") {
  constexpr int threads = 3;
  constexpr int letters = 2'000;
  std::vector<mailboxes::box> boxes(threads);
  atomic_waker cell;
  std::vector<std::jthread> senders;
  for (auto& mine : boxes) {
    senders.emplace_back([&mine, &cell] {
      for (int i = 0; i < letters;) {
        if (mine.full.load(std::memory_order_acquire)) {
          std::this_thread::yield();
          continue;
        }
        ++mine.letters;
        ++i;
        mine.full.store(true, std::memory_order_release);
        cell.wake();
      }
    });
  }
  CHECK(kioto::block_on(mailboxes{boxes, cell, threads * letters}) ==
        threads * letters);
}

TEST_CASE("atomic_waker: the owner sees what was done before a wake in vain",
          "[atomic_waker][stress]") {
  // The writers' memory is plain: only the cell orders it before the owner's
  // look, which comes after a set() that was called after all wakes.
  for (int round = 0; round < 200; ++round) {
    atomic_waker cell;
    int notes[2] = {};
    std::atomic<int> done{0};
    cell.set(kioto::waker::noop());
    {
      std::vector<std::jthread> writers;
      for (int& note : notes) {
        writers.emplace_back([&note, &cell, &done] {
          note = 1;
          cell.wake();
          // relaxed, on purpose: it orders nothing.
          done.fetch_add(1, std::memory_order_relaxed);
        });
      }
      while (done.load(std::memory_order_relaxed) != 2) {
        std::this_thread::yield();
      }
      cell.set(kioto::waker::noop());
      CHECK(notes[0] + notes[1] == 2);
    }
  }
}
