// SPDX-License-Identifier: MIT
//
// What each poll returns. Each PROBE polls by hand, with wakers that count:
// "wakes" is what each waker got so far.
#include <array>
#include <ch01/counting_waker.hpp>
#include <ch01/polled.hpp>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <initializer_list>
#include <kioto/future/countdown.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <string>
#include <utility>

using ch01::counting_waker;
using ch01::polled;
using ch01::show;
using probe::emit;

namespace {

// Tells how it is called: as an object that somebody keeps, or as one that is
// given up.
template <class R>
struct telling {
  R operator()() & { return tell("kept"); }
  R operator()() && { return tell("given up"); }
  static R tell(const char* how) {
    emit("the function was", how);
    return R();
  }
};

// How often each waker was woken: "A 1, B 0".
std::string wakes_of(std::initializer_list<counting_waker> wakers) {
  std::string text;
  char name = 'A';
  for (const auto& w : wakers) {
    if (!text.empty()) text += ", ";
    text += name++;
    text += ' ' + std::to_string(w.wakes);
  }
  return text;
}

}  // namespace

PROBE(ready) {
  counting_waker w;
  auto number = kioto::ready(static_cast<int>(probe::ask_int("n")));
  show(polled(number, w));
  auto text = kioto::ready(probe::ask_text("word"));
  show(polled(text, w));
  auto nothing = kioto::ready();
  show(polled(nothing, w));
  emit("wakes", w.wakes);
  emit("clones", w.clones);
}

PROBE(ready_moves) {
  counting_waker w;
  {
    auto future =
        kioto::ready(probe::tracked(static_cast<int>(probe::ask_int("n"))));
    auto p = polled(future, w);
    const probe::tracked result = std::move(p).value();
    emit("value", result.value);
    emit("copied", probe::counts.copied);
  }
  emit("still alive", probe::counts.live);
}

PROBE(pending) {
  counting_waker w;
  {
    auto future = kioto::pending<int>();
    int ready = 0;
    for (auto i = probe::ask_int("polls"); i > 0; --i)
      ready += polled(future, w).is_ready();
    emit("ready", ready);
    emit("wakes", w.wakes);
    emit("wakers kept", w.owners);
    emit("clones", w.clones);
  }
}

PROBE(lazy) {
  counting_waker w;
  int runs = 0;
  const auto n = probe::ask_int("n");
  auto future = kioto::lazy([&runs, n] {
    ++runs;
    return n;
  });
  emit("runs", runs);
  auto p = polled(future, w);
  emit("runs", runs);
  show(std::move(p));
  emit("wakes", w.wakes);
  emit("clones", w.clones);
}

PROBE(lazy_void) {
  counting_waker w;
  int runs = 0;
  auto future = kioto::lazy([&runs] { ++runs; });
  emit("runs", runs);
  auto p = polled(future, w);
  emit("runs", runs);
  show(std::move(p));
}

PROBE(lazy_gives_up) {
  counting_waker w;
  auto value = kioto::lazy(telling<int>());
  (void)polled(value, w);
  auto nothing = kioto::lazy(telling<void>());
  (void)polled(nothing, w);
}

PROBE(yield_now) {
  counting_waker first;
  counting_waker second;
  auto future = kioto::yield_now();
  show(polled(future, first));
  emit("wakes", wakes_of({first}));
  show(polled(future, second));
  emit("wakes", wakes_of({first, second}));
  emit("clones", first.clones + second.clones);
}

// "wakers": which of the three wakers each poll comes with.
PROBE(countdown) {
  std::array<counting_waker, 3> w;
  {
    auto future = kioto::countdown(static_cast<unsigned>(probe::ask_int("n")));
    for (const auto k : probe::ask_ints("wakers")) {
      show(polled(future, w.at(static_cast<std::size_t>(k))));
      emit("wakes", wakes_of({w[0], w[1], w[2]}));
    }
  }
  emit("wakers kept", w[0].owners + w[1].owners + w[2].owners);
}

PROBE(countdown_clones) {
  counting_waker w;
  auto future = kioto::countdown(static_cast<unsigned>(probe::ask_int("n")));
  while (polled(future, w).is_pending()) {
  }
  emit("clones", w.clones);
}

// Two futures of each kind. "turns": which of the four is polled next.
PROBE(side_by_side) {
  counting_waker w;
  auto yield_a = kioto::yield_now();
  auto yield_b = kioto::yield_now();
  auto count_a = kioto::countdown(static_cast<unsigned>(probe::ask_int("a")));
  auto count_b = kioto::countdown(static_cast<unsigned>(probe::ask_int("b")));
  for (const auto turn : probe::ask_ints("turns")) {
    if (turn == 0) show(polled(yield_a, w));
    if (turn == 1) show(polled(yield_b, w));
    if (turn == 2) show(polled(count_a, w));
    if (turn == 3) show(polled(count_b, w));
  }
}
