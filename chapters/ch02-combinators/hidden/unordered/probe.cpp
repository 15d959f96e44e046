// SPDX-License-Identifier: MIT
//
// Each PROBE polls a set by hand, with a task that counts its wakes; only
// `traffic` uses block_on.
#include <ch02/distant.hpp>
#include <ch02/family.hpp>
#include <ch02/remote.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/rt/block_on.hpp>
#include <optional>
#include <stdexcept>
#include <string>
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

// --- one thread ---

// "order": which child finishes first, second, ...; "again": a value for one
// that is pushed after the end.
PROBE(order) {
  const auto order = probe::ask<std::vector<std::int64_t>>("order");
  task t;
  remote late;
  family f(0);
  show(polled(f.set, t));
  for (std::size_t i = 0; i < order.size(); ++i)
    f.set.push(remote_future(f.remotes.emplace_back()));
  emit("size()", f.set.size());
  show(polled(f.set, t));
  for (const auto i : order) {
    f[i].finish(static_cast<int>(100 + i));
    show(polled(f.set, t));
    emit("size()", f.set.size());
  }
  show(polled(f.set, t));
  late.ready = true;
  late.value = probe::ask<int>("again");
  f.set.push(remote_future(late));
  show(polled(f.set, t));
  show(polled(f.set, t));
}

PROBE(push) {
  const auto n = probe::ask<std::size_t>("children");
  task t;
  remote late;
  family f(n);
  emit("polls", f.polls());
  show(polled(f.set, t));
  emit("polls", f.polls());
  f.set.push(remote_future(late));
  emit("polls of the new one", late.polls);
  show_wakes(t);
  show(polled(f.set, t));
  emit("polls of the new one", late.polls);
  emit("polls of the others", f.polls() - static_cast<int>(n));
}

PROBE(ten_thousand) {
  const auto which = probe::ask<std::int64_t>("which");
  const auto times = probe::ask<int>("times");
  task t;
  family f(10'000);
  show(polled(f.set, t));
  emit("polls", f.polls());
  const auto next_poll = [&] {
    const int before = f.polls();
    const int before_it = f[which].polls;
    show(polled(f.set, t));
    emit("polls of that child", f[which].polls - before_it);
    emit("polls of all the others",
         f.polls() - before - (f[which].polls - before_it));
  };
  for (int i = 0; i < times; ++i) f[which].waker.wake_by_ref();
  show_woken(t);
  next_poll();
  next_poll();
}

// The set is polled by one task, then by another one; then a child is woken.
PROBE(latest_task) {
  const auto n = probe::ask<std::int64_t>("children");
  const auto which = probe::ask<std::int64_t>("which");
  task first, second;
  family f(static_cast<std::size_t>(n));
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
    using output_type = bool;
    const void* expected;
    kioto::poll<bool> poll(kioto::context& cx) {
      return kioto::poll<bool>::ready(cx.budget() == expected);
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
       result.is_ready() && result.value().value_or(false));
}

// One child wakes itself in each poll, up to 50 times.
PROBE(self_waker) {
  const auto n = probe::ask<std::int64_t>("children");
  const auto which = probe::ask<std::int64_t>("which");
  const auto rounds = probe::ask<int>("rounds");
  task t;
  family f(static_cast<std::size_t>(n));
  for (int round = 0; round < rounds; ++round) {
    f[which].wakes_itself = 50;
    const int before = f.polls();
    const int before_it = f[which].polls;
    show(polled(f.set, t));
    const int polls = f[which].polls - before_it;
    emit("polls of that child", polls);
    emit("polls of the others", f.polls() - before - polls);
    show_woken(t);
  }
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

PROBE(exception) {
  const auto n = probe::ask<std::int64_t>("children");
  const auto which = probe::ask<std::int64_t>("which");
  task t;
  family f(static_cast<std::size_t>(n));
  show(polled(f.set, t));
  f[which].throws = probe::ask<std::string>("word");
  f[which].waker.wake_by_ref();
  try {
    show(polled(f.set, t));
  } catch (const std::runtime_error& e) {
    emit("threw", e.what());
  }
  emit("destroyed", f[which].destroyed);
  emit("size()", f.set.size());
  const auto other = (which + 1) % n;
  f[other].finish(7);
  show(polled(f.set, t));
  emit("size()", f.set.size());
}

// The waker of a child that has finished; before that, one that wakes itself in
// the poll in which it is ready.
PROBE(late_wake) {
  const auto times = probe::ask<int>("times");
  task t;
  remote hasty;
  family f(2);
  show(polled(f.set, t));
  f[0].finish(1);
  show(polled(f.set, t));
  show_woken(t);
  for (int i = 0; i < times; ++i) f[0].waker.wake_by_ref();
  f[0].waker = {};
  show_wakes(t);
  show(polled(f.set, t));

  hasty.ready = true;
  hasty.value = 2;
  hasty.wakes_itself = 1;
  f.set.push(remote_future(hasty));
  show(polled(f.set, t));
  hasty.waker = {};
  show(polled(f.set, t));
  emit("polls of that child", hasty.polls);
}

// The set goes; the wakers of its children stay, and are woken and dropped on
// another thread.
PROBE(outlived) {
  const auto n = probe::ask<std::size_t>("children");
  const auto by_clear = probe::ask<bool>("by_clear");
  task t;
  std::deque<remote> remotes(n);
  {
    set_of_remotes set;
    for (auto& r : remotes) set.push(remote_future(r));
    show(polled(set, t));
    for (auto& r : remotes) r.waker.wake_by_ref();
    show_woken(t);
    if (by_clear) {
      set.clear();
      emit("size()", set.size());
    }
  }
  int destroyed = 0;
  for (const auto& r : remotes) destroyed += r.destroyed;
  emit("children destroyed", destroyed);
  std::thread([&] {
    for (auto& r : remotes) {
      r.waker.wake_by_ref();
      r.waker = {};
    }
  }).join();
  bool here = true;
  for (const auto& r : remotes)
    here = here && r.destroyed == 1 &&
           r.destroyed_by == std::this_thread::get_id();
  emit("each once, by the thread of the set", here);
  show_wakes(t);
}

PROBE(moved) {
  const auto value = probe::ask<int>("value");
  task t;
  family f(3);
  show(polled(f.set, t));
  set_of_remotes second(std::move(f.set));
  emit("size()", f.set.size());
  emit("size()", second.size());
  show(polled(f.set, t));
  f[1].finish(value);
  show_woken(t);
  show(polled(second, t));
  set_of_remotes third;
  third = std::move(second);
  f[2].finish(value + 1);
  show(polled(third, t));
  emit("size()", third.size());
  emit("children destroyed", f.destroyed());
}

// The task destroys the set when it is woken, from inside of that wake.
PROBE(destroyed_by_wake) {
  const auto n = probe::ask<std::size_t>("children");
  task t;
  std::deque<remote> remotes(n);
  std::optional<set_of_remotes> set(std::in_place);
  for (auto& r : remotes) set->push(remote_future(r));
  show(polled(*set, t));
  t.on_wake = [&set] { set.reset(); };
  remotes.front().waker.wake_by_ref();
  int destroyed = 0;
  for (const auto& r : remotes) destroyed += r.destroyed;
  emit("children destroyed", destroyed);
}

// --- more threads ---

// Two threads each leave a note and wake the same child, which is polled only
// then.
PROBE(notes) {
  const auto notes = probe::ask<std::vector<std::int64_t>>("notes");
  struct child {
    using output_type = std::int64_t;
    const std::int64_t* seen;
    kioto::waker* waker;
    int polls = 0;
    kioto::poll<std::int64_t> poll(kioto::context& cx) {
      if (++polls == 2)
        return kioto::poll<std::int64_t>::ready(seen[0] + seen[1]);
      *waker = cx.waker();
      return kioto::poll<std::int64_t>::pending();
    }
  };
  std::int64_t written[2] = {};
  kioto::waker waker;
  task t;
  kioto::futures_unordered<child> set;
  set.push(child{written, &waker});
  show(polled(set, t));
  bare_count done;
  std::vector<std::thread> threads;
  for (int i : {0, 1})
    threads.emplace_back([&, i] {
      if (i == 1) done.await(1);
      written[i] = notes[static_cast<std::size_t>(i)];
      waker.wake_by_ref();
      done.add();
    });
  done.await(2);
  show(polled(set, t));
  for (auto& th : threads) th.join();
}

PROBE(traffic) {
  const auto n = probe::ask<int>("children");
  const auto threads = probe::ask<int>("threads");
  std::deque<distant::side> sides(static_cast<std::size_t>(n));
  std::int64_t sum = 0;
  {
    kioto::futures_unordered<distant> set;
    for (auto& s : sides) set.push(distant(s));
    std::vector<std::thread> pool;
    for (int th = 0; th < threads; ++th)
      pool.emplace_back([&, th] {
        for (int i = th; i < n; i += threads)
          sides[static_cast<std::size_t>(i)].finish(i);
      });
    while (const auto value = kioto::block_on(set.next())) sum += *value;
    for (auto& th : pool) th.join();
  }
  emit("sum of the results", sum);
}
