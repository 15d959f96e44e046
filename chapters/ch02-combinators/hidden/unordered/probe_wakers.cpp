// SPDX-License-Identifier: MIT
//
// What a child sees of its task, who holds a waker and when, and more threads.
// Each PROBE polls a set by hand, with a task that counts its wakes; only
// `traffic` uses block_on.
#include <atomic>
#include <ch02/distant.hpp>
#include <ch02/family.hpp>
#include <ch02/remote.hpp>
#include <cstddef>
#include <cstdint>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/rt/block_on.hpp>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

using ch02::bare_count;
using ch02::distant;
using ch02::family;
using ch02::polled;
using ch02::remote;
using ch02::remote_future;
using ch02::set_of_remotes;
using ch02::show;
using ch02::show_wakes;
using ch02::show_woken;
using ch02::task;
using probe::emit;

// The set is polled by one task, then by another one; then a child is woken.
PROBE(latest_task) {
  const auto n = probe::ask_int("children");
  const auto which = probe::ask_int("which");
  task first, second;
  family f(n);
  show(polled(f.set, first));
  f[which].waker.wake_by_ref();
  show_woken(first);
  show(polled(f.set, first));
  show(polled(f.set, second));
  f[which].waker.wake_by_ref();
  emit("wakes of the first task", first.wakes.load());
  show_woken(second);
}

PROBE(budget) {
  struct child {
    using output_type = int;
    const void* expected;
    kioto::poll<int> poll(kioto::context& cx) {
      return kioto::poll<int>::ready(cx.budget() == expected ? 1 : 0);
    }
  };
  int memory = 0;
  auto* const budget = reinterpret_cast<kioto::budget*>(&memory);
  task t;
  kioto::context cx(t.waker(), budget);
  kioto::futures_unordered<child> set;
  set.push(child{budget});
  const auto result = set.poll_next(cx);
  emit("the child has the budget of the task",
       result.is_ready() && result.value().value_or(0) == 1);
}

// A child that is woken in its first poll, and ready in the second.
PROBE(wake_in_poll) {
  const auto value = probe::ask<int>("value");
  const auto by_thread = probe::ask<bool>("by_thread");
  struct child {
    using output_type = int;
    int value;
    bool by_thread;
    int polls = 0;
    kioto::poll<int> poll(kioto::context& cx) {
      if (++polls == 2) return kioto::poll<int>::ready(value);
      if (by_thread)
        std::thread([w = cx.waker()]() mutable { std::move(w).wake(); }).join();
      else
        cx.waker().wake_by_ref();
      return kioto::poll<int>::pending();
    }
  };
  task t;
  kioto::futures_unordered<child> set;
  set.push(child{value, by_thread});
  show(polled(set, t));
  show_woken(t);
  show(polled(set, t));
}

PROBE(moves_out) {
  const auto value = probe::ask<int>("value");
  task t;
  remote first, second;
  kioto::futures_unordered<remote_future<probe::tracked>> set;
  set.push(remote_future<probe::tracked>(first));
  set.push(remote_future<probe::tracked>(second));
  show(polled(set, t));
  first.finish(value);
  const auto result = polled(set, t);
  emit("first child destroyed", first.destroyed);
  show(result);
  emit("copied", probe::counts.copied);
  emit("second child destroyed", second.destroyed);
}

// The set goes; the wakers of its children stay, and are woken and dropped on
// another thread.
PROBE(outlived) {
  const auto n = probe::ask_int("children");
  const auto by_clear = probe::ask<bool>("by_clear");
  task t;
  ch02::remotes children(n);
  remote late;  // its future is never polled
  {
    set_of_remotes set;
    for (auto& r : children) set.push(remote_future(r));
    show(polled(set, t));
    for (auto& r : children) r.waker.wake_by_ref();
    show_woken(t);
    set.push(remote_future(late));
    if (by_clear) {
      set.clear();
      emit("size()", set.size());
    }
  }
  emit("children destroyed", children.destroyed() + late.destroyed);
  std::thread([&] {
    for (auto& r : children) {
      r.waker.wake_by_ref();
      r.waker = {};
    }
  }).join();
  bool here = true;
  for (const auto& r : children)
    here = here && r.destroyed == 1 &&
           r.destroyed_by == std::this_thread::get_id();
  emit("each once, by the thread of the set", here);
  show_wakes(t);
}

// The task destroys the set when it is woken, from inside of that wake.
PROBE(destroyed_by_wake) {
  const auto n = probe::ask_int("children");
  task t;
  ch02::remotes children(n);
  std::optional<set_of_remotes> set(std::in_place);
  for (auto& r : children) set->push(remote_future(r));
  show(polled(*set, t));
  t.argument = &set;
  t.on_wake = [](void* s) {
    static_cast<std::optional<set_of_remotes>*>(s)->reset();
  };
  children[0].waker.wake_by_ref();
  emit("children destroyed", children.destroyed());
}

// --- more threads ---

// Two threads each leave a note and wake the same child, which is polled only
// then.
PROBE(notes) {
  const auto notes = probe::ask<std::vector<std::int64_t>>("notes");
  struct child {
    using output_type = int;
    const int* seen;
    kioto::waker* waker;
    int polls = 0;
    kioto::poll<int> poll(kioto::context& cx) {
      if (++polls == 2) return kioto::poll<int>::ready(seen[0] + seen[1]);
      *waker = cx.waker();
      return kioto::poll<int>::pending();
    }
  };
  int written[2] = {};
  kioto::waker waker;
  task t;
  kioto::futures_unordered<child> set;
  set.push(child{written, &waker});
  show(polled(set, t));
  bare_count done;
  std::atomic<int> ids[2] = {};
  std::vector<std::thread> threads;
  for (int i : {0, 1})
    threads.emplace_back([&, i] {
      ids[i].store(probe::thread_id(), std::memory_order_relaxed);
      if (i == 1) done.await(1);
      written[i] = static_cast<int>(notes[static_cast<std::size_t>(i)]);
      waker.wake_by_ref();
      done.add();
    });
  done.await(2);
  for (auto& id : ids) probe::await_end(id.load(std::memory_order_relaxed));
  show(polled(set, t));
  for (auto& th : threads) th.join();
}

PROBE(traffic) {
  const auto n = probe::ask<int>("children");
  const auto threads = probe::ask<int>("threads");
  const std::unique_ptr<distant::side[]> sides(
      new distant::side[static_cast<std::size_t>(n)]);
  std::int64_t sum = 0;
  {
    kioto::futures_unordered<distant> set;
    for (int i = 0; i < n; ++i) set.push(distant(sides[i]));
    std::vector<std::thread> pool;
    for (int th = 0; th < threads; ++th)
      pool.emplace_back([&, th] {
        for (int i = th; i < n; i += threads) sides[i].finish(i);
      });
    while (const auto value = kioto::block_on(set.next())) sum += *value;
    for (auto& th : pool) th.join();
  }
  emit("sum of the results", sum);
}
