// SPDX-License-Identifier: MIT
//
// One future and a function: map.
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>

#include "support.hpp"

using ch02::polled;
using map_probe::add;
using map_probe::ask_n;
using map_probe::first_child;
using map_probe::seen;
using map_probe::stage;
using probe::emit;
using probe::tracked;

PROBE(map) {
  stage s;
  poll_it(kioto::map(first_child(s, tracked(ask_n())), add(s)), s);
}

PROBE(map_moves) {
  stage s;
  {
    auto future = kioto::map(first_child(s, tracked(ask_n())), add(s));
    const auto p = polled(future, s.waker);
    show(seen(p));
    emit("copied", probe::counts.copied);
  }
  emit("still alive", probe::counts.live);
}

PROBE(map_void) {
  ch02::wake_counter w;
  int calls = 0;
  const int n = ask_n();
  auto from = kioto::map(kioto::ready(), [&, n] { return ++calls, n; });
  show(seen(polled(from, w)));
  emit("calls of fn", calls);
  auto to = kioto::map(kioto::ready(n), [&](int) { ++calls; });
  emit("returned", polled(to, w).is_ready() ? "ready" : "pending");
  emit("calls of fn", calls);
}
