// SPDX-License-Identifier: MIT
//
// Who wins, and what becomes of the others.
#include <grader/probe.hpp>
#include <utility>

#include "support.hpp"

using ch02::sorted;
using probe::emit;
using select_probe::show;
using select_probe::trio;
using select_probe::value_of;

// "winner": 0, 1 or 2, after "polls" polls while all are pending.
PROBE(first_wins) {
  trio t;
  auto first = t.select_all_three();
  for (auto i = probe::ask_int("polls"); i > 0; --i) {
    t.s.polled.clear();
    show(t.s.poll(first));
    emit("polled", sorted(t.s.polled));
  }
  t[probe::ask_int("winner")].give(probe::ask<int>("n"));
  emit("wakes", t.s.wakes);
  show(t.s.poll(first));
}

PROBE(all_ready) {
  trio t;
  auto first = t.select_all_three();
  (void)t.s.poll(first);
  t.a.give(0), t.b.give(1), t.c.give(2);
  t.s.polled.clear();
  const auto p = t.s.poll(first);
  emit("polled", t.s.polled);
  show(p);
}

// "winner": 0, 1 or 2.
PROBE(losers) {
  trio t;
  auto first = t.select_all_three();
  show(t.s.poll(first));
  emit("destroyed", sorted(t.s.gone));
  t[probe::ask_int("winner")].give(probe::ask<int>("n"));
  const auto p = t.s.poll(first);
  // Still before anybody has looked at the value.
  emit("destroyed", sorted(t.s.gone));
  emit("wakers kept", t.s.wakers);
  show(p);
}

// How often each wins in "calls" fresh selects, all ready from the start.
PROBE(fair) {
  int wins[3] = {};
  for (auto i = probe::ask_int("calls"); i > 0; --i) {
    trio t;
    t.a.give(0), t.b.give(1), t.c.give(2);
    auto first = t.select_all_three();
    ++wins[t.s.poll(first).value().index()];
  }
  emit("wins", wins[0], wins[1], wins[2]);
}

// Which one is polled first in "polls" polls of one select.
PROBE(order) {
  trio t;
  auto first = t.select_all_three();
  int times[3] = {};
  for (auto i = probe::ask_int("polls"); i > 0; --i) {
    t.s.polled.clear();
    (void)t.s.poll(first);
    ++times[t.s.polled.at(0) - 'a'];
  }
  emit("polled first", times[0], times[1], times[2]);
}

PROBE(moves) {
  {
    trio t;
    auto first = t.select_all_three();
    t.c.give(probe::ask<int>("n"));
    auto p = t.s.poll(first);
    const auto result = std::move(p).value();
    emit("value", value_of(result));
    emit("copied", probe::counts.copied);
  }
  emit("still alive", probe::counts.live);
}
