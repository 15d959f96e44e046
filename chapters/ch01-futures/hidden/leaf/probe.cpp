// SPDX-License-Identifier: MIT
//
// Each PROBE polls by hand, with wakers that count. `polled` shows what a poll
// returned, `wakes` what the waker got so far.
#include <array>
#include <ch01/counting_waker.hpp>
#include <cstdint>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using ch01::counting_waker;
using probe::emit;

namespace {

template <class T>
void show(kioto::poll<T> p) {
  if (p.is_pending())
    emit("returned", "pending");
  else if constexpr (std::is_void_v<T>)
    emit("returned", "ready");
  else
    emit("returned", "ready", std::move(p).value());
}

// Polls once with a waker of `w`, which is gone afterwards unless the future
// kept a clone.
template <class F>
auto polled(F& future, counting_waker& w) {
  const kioto::waker waker = w.make();
  kioto::context cx(waker);
  return future.poll(cx);
}

// Polls `future`, which is complete, once more.
template <class F>
void show_death(F& future) {
  counting_waker w;
  const auto end = probe::dies([&] {
    try {
      (void)polled(future, w);
    } catch (...) {
      return;  // that is not how it should end
    }
  });
  emit("died", end.died);
  emit("said", end.message.substr(0, end.message.find('\n')));
}

template <class Make>
void poll_beyond_the_end(Make make) {
  counting_waker w;  // outlives what the future keeps of it
  auto future = make();
  while (polled(future, w).is_pending()) {
  }
  emit("returned", "ready");
  show_death(future);
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

PROBE(lazy_result) {
  counting_waker w;
  {
    const auto n = static_cast<int>(probe::ask_int("n"));
    auto future = kioto::lazy([n] { return probe::tracked(n); });
    emit("made", probe::counts.made);
    auto p = polled(future, w);
    emit("made", probe::counts.made);
    const probe::tracked result = std::move(p).value();
    emit("value", result.value);
    emit("copied", probe::counts.copied);
  }
  emit("still alive", probe::counts.live);
}

// The function owns something, which it needs while it runs.
PROBE(lazy_owner) {
  counting_waker w;
  const auto n = probe::ask_int("n");
  auto future =
      kioto::lazy([owned = std::vector<std::int64_t>(8, n),
                   also = probe::tracked(1)] { return owned.back(); });
  emit("alive", probe::counts.live);
  auto p = polled(future, w);
  emit("alive", probe::counts.live);
  show(std::move(p));
}

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

PROBE(lazy_gives_up) {
  counting_waker w;
  auto value = kioto::lazy(telling<int>());
  (void)polled(value, w);
  auto nothing = kioto::lazy(telling<void>());
  (void)polled(nothing, w);
}

PROBE(lazy_throws) {
  counting_waker w;
  int runs = 0;
  auto future = kioto::lazy([&runs, word = probe::ask_text("word")]() -> int {
    ++runs;
    throw std::runtime_error(word);
  });
  try {
    (void)polled(future, w);
  } catch (const std::runtime_error& e) {
    emit("threw", e.what());
  }
  emit("runs", runs);
  show_death(future);
}

PROBE(yield_now) {
  counting_waker first;
  counting_waker second;
  auto future = kioto::yield_now();
  show(polled(future, first));
  emit("wakes", first.wakes);
  show(polled(future, second));
  emit("wakes", first.wakes, second.wakes);
}

// "wakers": which of the three wakers each poll comes with.
PROBE(countdown) {
  std::array<counting_waker, 3> w;
  {
    auto future = kioto::countdown(static_cast<unsigned>(probe::ask_int("n")));
    for (const auto k : probe::ask_ints("wakers")) {
      show(polled(future, w.at(static_cast<std::size_t>(k))));
      emit("wakes", w[0].wakes, w[1].wakes, w[2].wakes);
    }
  }
  emit("wakers kept", w[0].owners + w[1].owners + w[2].owners);
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

// Built, and dropped before the first poll.
PROBE(dropped) {
  int runs = 0;
  {
    [[maybe_unused]] const auto a = kioto::ready(probe::tracked(1));
    [[maybe_unused]] const auto b =
        kioto::lazy([&runs, t = probe::tracked(2)] { return ++runs; });
    [[maybe_unused]] const auto c = kioto::yield_now();
    [[maybe_unused]] const auto d = kioto::countdown(3);
    [[maybe_unused]] const auto e = kioto::pending<int>();
    emit("runs", runs);
  }
  emit("runs", runs);
  emit("still alive", probe::counts.live);
}

PROBE(after_completion) {
  const auto kind = probe::ask_text("future");
  if (kind == "ready") poll_beyond_the_end([] { return kioto::ready(1); });
  if (kind == "ready_void") poll_beyond_the_end([] { return kioto::ready(); });
  if (kind == "lazy")
    poll_beyond_the_end([] { return kioto::lazy([] { return 1; }); });
  if (kind == "yield_now")
    poll_beyond_the_end([] { return kioto::yield_now(); });
  if (kind == "countdown")
    poll_beyond_the_end([] { return kioto::countdown(2); });
}
