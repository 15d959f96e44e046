// SPDX-License-Identifier: MIT
//
// Other ways to end: without a value, by an exception, dropped, polled once
// more; and futures that are only lent.
#include <grader/probe.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/select.hpp>
#include <stdexcept>
#include <utility>

#include "support.hpp"

using ch02::sorted;
using ch02::stage;
using kioto::select;
using probe::emit;
using select_probe::show;
using select_probe::trio;

PROBE(of_void) {
  stage s;
  auto first = select(kioto::pending<int>(), kioto::lazy([] {}));
  const auto p = s.poll(first);
  emit("returned", p.is_ready() ? "ready" : "pending");
  emit("index", p.value().index());
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
