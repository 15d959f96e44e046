// SPDX-License-Identifier: MIT
//
// Each PROBE polls by hand. The children are scripted: pending so many times,
// then ready, or they throw; a diary says what became of them. Functions own a
// counted value, so that `counts.live` tells which of them are alive.
#include <ch02/polling.hpp>
#include <ch02/scripted.hpp>
#include <expected>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/and_then.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>
#include <kioto/future/yield_now.hpp>
#include <stdexcept>
#include <string>
#include <utility>

using ch02::diary;
using ch02::polled;
using ch02::scripted;
using ch02::throws;
using ch02::wake_counter;
using probe::ask_int;
using probe::ask_text;
using probe::emit;

namespace {

using outcome = std::expected<int, std::string>;

int ask_n() { return static_cast<int>(ask_int("n")); }

void show(const kioto::poll<int>& p) {
  if (p.is_pending())
    emit("returned", "pending");
  else
    emit("returned", "ready", p.value());
}

void show(const kioto::poll<void>& p) {
  emit("returned", p.is_ready() ? "ready" : "pending");
}

void show(const kioto::poll<outcome>& p) {
  if (p.is_pending())
    emit("returned", "pending");
  else if (p.value())
    emit("returned", "ready", "value", *p.value());
  else
    emit("returned", "ready", "error", p.value().error());
}

// Polls until the future is ready, a few times at most.
template <class F, class Each>
void poll_to_the_end(F& future, wake_counter& w, Each each) {
  for (int i = 0; i < 20; ++i) {
    auto p = polled(future, w);
    const bool ready = p.is_ready();
    show(p);
    each();
    if (ready) return;
  }
}

}  // namespace

PROBE(map) {
  diary child;
  wake_counter w;
  int calls = 0;
  auto future =
      kioto::map(scripted<int>(child, ask_int("pending"), ask_n()), [&](int v) {
        ++calls;
        return v + 1000;
      });
  poll_to_the_end(future, w, [&] { emit("calls of fn", calls); });
  emit("polls of the child", child.polls);
  emit("wakes", w.wakes);
}

PROBE(map_order) {
  diary child;
  wake_counter w;
  auto future = kioto::map(scripted<int>(child, 0, ask_n()),
                           [&child, owned = probe::tracked(1)](int v) {
                             emit("fn called, child alive", child.alive != 0);
                             return v;
                           });
  emit("functions alive", probe::counts.live);
  show(polled(future, w));
  emit("functions alive", probe::counts.live);
}

PROBE(map_moves) {
  wake_counter w;
  {
    auto future = kioto::map(kioto::ready(probe::tracked(ask_n())),
                             [](probe::tracked v) { return v; });
    auto p = polled(future, w);
    const probe::tracked result = std::move(p).value();
    emit("value", result.value);
    emit("copied", probe::counts.copied);
  }
  emit("still alive", probe::counts.live);
}

PROBE(map_void) {
  wake_counter w;
  int calls = 0;
  const int n = ask_n();
  auto from = kioto::map(kioto::ready(), [&, n] { return ++calls, n; });
  show(polled(from, w));
  emit("calls of fn", calls);
  auto to = kioto::map(kioto::ready(n), [&](int) { ++calls; });
  show(polled(to, w));
  emit("calls of fn", calls);
  auto both = kioto::map(kioto::ready(), [&] { ++calls; });
  show(polled(both, w));
  emit("calls of fn", calls);
}

// "who" throws: the child or fn.
PROBE(map_throws) {
  diary child;
  wake_counter w;
  const auto word = ask_text("word");
  const bool child_throws = ask_text("who") == "child";
  auto future = kioto::map(child_throws ? scripted<int>(child, 0, throws{word})
                                        : scripted<int>(child, 0, 1),
                           [word, owned = probe::tracked(1)](int) -> int {
                             throw std::runtime_error(word);
                           });
  ch02::show_throw(future, w);
  emit("children alive", child.alive);
  emit("functions alive", probe::counts.live);
  ch02::show_death(future);
}

PROBE(then) {
  diary first;
  diary second;
  wake_counter w;
  auto future = kioto::then(
      scripted<int>(first, ask_int("pending"), ask_n()), [&](int v) {
        return scripted<int>(second, ask_int("then pending"), v + 1000);
      });
  poll_to_the_end(future, w,
                  [&] { emit("polls of each", first.polls, second.polls); });
  emit("wakes", w.wakes);
}

PROBE(then_order) {
  diary first;
  diary second;
  wake_counter w;
  {
    auto future =
        kioto::then(scripted<int>(first, 0, ask_n()),
                    [&, owned = probe::tracked(1)](int v) {
                      emit("fn called, first alive", first.alive != 0);
                      return scripted<int>(second, 1, v);
                    });
    emit("alive", first.alive, second.alive);
    emit("functions alive", probe::counts.live);
    show(polled(future, w));
    emit("alive", first.alive, second.alive);
    emit("functions alive", probe::counts.live);
    show(polled(future, w));
    emit("alive", first.alive, second.alive);
  }
  emit("alive", first.alive, second.alive);
}

// "who" throws: the first, fn, or the second.
PROBE(then_throws) {
  diary first;
  diary second;
  wake_counter w;
  const auto word = ask_text("word");
  const auto who = ask_text("who");
  auto future =
      kioto::then(who == "first" ? scripted<int>(first, 0, throws{word})
                                 : scripted<int>(first, 0, 1),
                  [&, owned = probe::tracked(1)](int) -> scripted<int> {
                    if (who == "fn") throw std::runtime_error(word);
                    return scripted<int>(second, 0, throws{word});
                  });
  ch02::show_throw(future, w);
  emit("alive", first.alive, second.alive);
  emit("functions alive", probe::counts.live);
  ch02::show_death(future);
}

// "is": whether the first future gives a value or an error; "next": the same of
// the one that fn makes.
PROBE(and_then) {
  diary first;
  diary second;
  wake_counter w;
  int calls = 0;
  const auto word = ask_text("word");
  const outcome is = ask_text("is") == "value" ? outcome(ask_n())
                                               : outcome(std::unexpect, word);
  const bool next_is_value = ask_text("next") == "value";
  auto future = kioto::and_then(
      scripted<outcome>(first, ask_int("pending"), is), [&](int v) {
        ++calls;
        return scripted<outcome>(
            second, 1,
            next_is_value ? outcome(v + 1000) : outcome(std::unexpect, word));
      });
  poll_to_the_end(future, w,
                  [&] { emit("polls of each", first.polls, second.polls); });
  emit("calls of fn", calls);
  emit("alive", first.alive, second.alive);
}

PROBE(or_else) {
  diary first;
  diary second;
  wake_counter w;
  int calls = 0;
  const auto word = ask_text("word");
  const outcome is = ask_text("is") == "value" ? outcome(ask_n())
                                               : outcome(std::unexpect, word);
  const bool next_is_value = ask_text("next") == "value";
  auto future =
      kioto::or_else(scripted<outcome>(first, ask_int("pending"), is),
                     [&](const std::string& error) {
                       ++calls;
                       return scripted<outcome>(
                           second, 1,
                           next_is_value ? outcome(ask_n())
                                         : outcome(std::unexpect, error + "!"));
                     });
  poll_to_the_end(future, w,
                  [&] { emit("polls of each", first.polls, second.polls); });
  emit("calls of fn", calls);
  emit("alive", first.alive, second.alive);
}

// A combinator over an lvalue, polled once and dropped; then the child alone.
PROBE(borrowed) {
  diary child;
  wake_counter w;
  const auto combinator = ask_text("combinator");
  scripted<outcome> kept(child, 1, outcome(ask_n()));
  const auto poll_once = [&w](auto future) { (void)polled(future, w); };
  if (combinator == "map")
    poll_once(kioto::map(kept, [](outcome o) { return o; }));
  if (combinator == "then")
    poll_once(kioto::then(kept, [](outcome) { return kioto::ready(1); }));
  if (combinator == "and_then")
    poll_once(
        kioto::and_then(kept, [](int v) { return kioto::ready(outcome(v)); }));
  if (combinator == "or_else")
    poll_once(kioto::or_else(
        kept, [](std::string) { return kioto::ready(outcome(1)); }));
  emit("copied and moved", child.copied, child.moved);
  emit("alive", child.alive);
  show(polled(kept, w));
}

PROBE(after_completion) {
  wake_counter w;
  const auto combinator = ask_text("combinator");
  const auto beyond_the_end = [&w](auto future) {
    emit("ready", polled(future, w).is_ready());
    ch02::show_death(future);
  };
  const auto made = [] { return kioto::ready(outcome(1)); };
  if (combinator == "map")
    beyond_the_end(kioto::map(made(), [](outcome) { return 1; }));
  if (combinator == "then")
    beyond_the_end(kioto::then(made(), [&](outcome) { return made(); }));
  if (combinator == "and_then")
    beyond_the_end(kioto::and_then(made(), [&](int) { return made(); }));
  if (combinator == "or_else")
    beyond_the_end(kioto::or_else(made(), [&](std::string) { return made(); }));
}
