// SPDX-License-Identifier: MIT
//
// Each PROBE polls a set of remotes by hand, with a task that counts its wakes.
#include <ch02/family.hpp>
#include <ch02/remote.hpp>
#include <cstdint>
#include <grader/probe.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

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

// "order": which child finishes first, second, ...; "again": a value for one
// that is pushed after the end.
PROBE(order) {
  const auto order = probe::ask<std::vector<std::int64_t>>("order");
  task t;
  remote late;
  ch02::remotes children(static_cast<std::int64_t>(order.size()));
  set_of_remotes set;
  show(polled(set, t));
  for (auto& r : children) set.push(remote_future(r));
  emit("size()", set.size());
  show(polled(set, t));
  for (const auto i : order) {
    children[i].finish(static_cast<int>(100 + i));
    show(polled(set, t));
    emit("size()", set.size());
  }
  show(polled(set, t));
  late.ready = true;
  late.value = probe::ask<int>("again");
  set.push(remote_future(late));
  show(polled(set, t));
  show(polled(set, t));
}

PROBE(push) {
  const auto n = probe::ask_int("children");
  task t;
  remote late;
  family f(n);
  emit("polls", f.children.polls());
  show(polled(f.set, t));
  emit("polls", f.children.polls());
  f.set.push(remote_future(late));
  emit("polls of the new one", late.polls);
  show_wakes(t);
  show(polled(f.set, t));
  emit("polls of the new one", late.polls);
  emit("polls of the others", f.children.polls() - static_cast<int>(n));
}

PROBE(ten_thousand) {
  const auto which = probe::ask_int("which");
  const auto times = probe::ask<int>("times");
  task t;
  family f(10'000);
  show(polled(f.set, t));
  emit("polls", f.children.polls());
  const auto next_poll = [&] {
    const int before = f.children.polls();
    const int before_it = f[which].polls;
    show(polled(f.set, t));
    emit("polls of that child", f[which].polls - before_it);
    emit("polls of all the others",
         f.children.polls() - before - (f[which].polls - before_it));
  };
  for (int i = 0; i < times; ++i) f[which].waker.wake_by_ref();
  show_woken(t);
  next_poll();
  next_poll();
}

// One child wakes itself in each poll, up to 50 times; between two polls of the
// set another one is woken, and then that one again.
PROBE(self_waker) {
  const auto n = probe::ask_int("children");
  const auto which = probe::ask_int("which");
  const auto rounds = probe::ask<int>("rounds");
  task t;
  family f(n);
  for (int round = 0; round < rounds; ++round) {
    if (round > 0) {
      f[(which + 1) % n].waker.wake_by_ref();
      f[which].waker.wake_by_ref();
    }
    t.wakes = 0;
    f[which].wakes_itself = 50;
    const int before = f.children.polls();
    const int before_it = f[which].polls;
    show(polled(f.set, t));
    const int polls = f[which].polls - before_it;
    emit("polls of that child", polls);
    emit("polls of the others", f.children.polls() - before - polls);
    show_woken(t);
  }
}

PROBE(exception) {
  const auto n = probe::ask_int("children");
  const auto which = probe::ask_int("which");
  task t;
  family f(n);
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

PROBE(moved) {
  const auto value = probe::ask<int>("value");
  task t;
  ch02::remotes children(3);
  {
    auto first = std::make_unique<set_of_remotes>();
    for (auto& r : children) first->push(remote_future(r));
    show(polled(*first, t));
    set_of_remotes second(std::move(*first));
    emit("size()", first->size());
    emit("size()", second.size());
    show(polled(*first, t));
    first.reset();
    emit("children destroyed", children.destroyed());
    children[1].finish(value);
    show_woken(t);
    show(polled(second, t));
    set_of_remotes third;
    third = std::move(second);
    children[2].finish(value + 1);
    show(polled(third, t));
    emit("size()", third.size());
    emit("children destroyed", children.destroyed());
  }
  emit("children destroyed", children.destroyed());
}
