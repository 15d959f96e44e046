// SPDX-License-Identifier: MIT
//
// Futures a, b and c stand in this order in each select.
#include <array>
#include <ch02/puppet.hpp>
#include <cstddef>
#include <cstdint>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/select.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

using ch02::puppet;
using ch02::sorted;
using ch02::stage;
using kioto::select;
using probe::emit;
using probe::tracked;

namespace {

// Three puppets, and their stage. All selects but two are of these three.
struct trio {
  stage s;
  puppet<tracked> a{s, 'a'}, b{s, 'b'}, c{s, 'c'};

  puppet<tracked>& operator[](std::int64_t i) {
    return *std::array{&a, &b, &c}[static_cast<std::size_t>(i)];
  }
  auto select_all_three() { return select(a.future(), b.future(), c.future()); }
};

using three_values = std::variant<tracked, tracked, tracked>;

int value_of(const three_values& v) {
  if (v.index() == 0) return std::get<0>(v).value;
  if (v.index() == 1) return std::get<1>(v).value;
  return std::get<2>(v).value;
}

void show(const kioto::poll<three_values>& p) {
  if (p.is_pending()) {
    emit("returned", "pending");
    return;
  }
  emit("returned", "ready");
  emit("index", p.value().index());
  emit("value", value_of(p.value()));
}

}  // namespace

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

PROBE(of_void) {
  stage s;
  auto first = select(kioto::pending<int>(), kioto::lazy([] {}));
  const auto p = s.poll(first);
  emit("returned", p.is_ready() ? "ready" : "pending");
  emit("index", p.value().index());
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

// b is an lvalue.
PROBE(borrowed) {
  trio t;
  auto kept = t.b.future();
  {
    auto first = select(t.a.future(), kept, t.c.future());
    show(t.s.poll(first));
    t.a.give(probe::ask<int>("first"));
    show(t.s.poll(first));
  }
  emit("destroyed", sorted(t.s.gone));
  t.b.give(probe::ask<int>("then"));
  const auto p = t.s.poll(kept);
  emit("returned", p.is_ready() ? "ready" : "pending");
  emit("value", p.value().value);
}

// How often each wins in "calls" fresh selects, all ready from the start.
PROBE(fair) {
  std::array<int, 3> wins{};
  for (auto i = probe::ask_int("calls"); i > 0; --i) {
    trio t;
    t.a.give(0), t.b.give(1), t.c.give(2);
    auto first = t.select_all_three();
    ++wins.at(t.s.poll(first).value().index());
  }
  emit("wins", wins[0], wins[1], wins[2]);
}

// Which one is polled first in "polls" polls of one select.
PROBE(order) {
  trio t;
  auto first = t.select_all_three();
  std::array<int, 3> times{};
  for (auto i = probe::ask_int("polls"); i > 0; --i) {
    t.s.polled.clear();
    (void)t.s.poll(first);
    ++times.at(static_cast<std::size_t>(t.s.polled.at(0) - 'a'));
  }
  emit("polled first", times[0], times[1], times[2]);
}

// "which": 0, 1 or 2.
PROBE(throws) {
  trio t;
  auto first = t.select_all_three();
  show(t.s.poll(first));
  t[probe::ask_int("which")].fail(probe::ask_text("word"));
  try {
    (void)t.s.poll(first);
  } catch (const std::runtime_error& e) {
    emit("threw", e.what());
  }
  emit("destroyed", sorted(t.s.gone));
  ch02::emit_death(t.s, first);
}

PROBE(after_completion) {
  trio t;
  auto first = t.select_all_three();
  t.b.give(1);
  emit("returned", t.s.poll(first).is_ready() ? "ready" : "pending");
  ch02::emit_death(t.s, first);
}

PROBE(dropped) {
  trio t;
  {
    auto first = t.select_all_three();
    emit("destroyed", sorted(t.s.gone));
    [[maybe_unused]] const auto moved = std::move(first);
    emit("destroyed", sorted(t.s.gone));
  }
  emit("polled", sorted(t.s.polled));
  emit("destroyed", sorted(t.s.gone));
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
