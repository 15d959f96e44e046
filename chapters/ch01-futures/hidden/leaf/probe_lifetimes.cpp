// SPDX-License-Identifier: MIT
//
// What a future owns and for how long, and what becomes of one that is polled
// after its end.
#include <ch01/counting_waker.hpp>
#include <ch01/ending.hpp>
#include <ch01/polled.hpp>
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
#include <utility>
#include <vector>

using ch01::counting_waker;
using ch01::polled;
using ch01::show;
using probe::emit;

namespace {

// Polls `future`, which is complete, once more.
template <class F>
void poll_once_more(F& future) {
  counting_waker w;
  const kioto::waker waker = w.make();
  kioto::context cx(waker);
  ch01::show_ending_and_caller([&] { (void)future.poll(cx); });
}

template <class Make>
void poll_beyond_the_end(Make make) {
  counting_waker w;  // outlives what the future keeps of it
  auto future = make();
  while (polled(future, w).is_pending()) {
  }
  emit("returned", "ready");
  poll_once_more(future);
}

}  // namespace

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
  poll_once_more(future);
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
