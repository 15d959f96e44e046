// SPDX-License-Identifier: MIT
//
// Each PROBE polls by hand. The children are scripted: pending so many times,
// then ready, or they throw; a diary says what became of each. `counts.live` is
// the number of results that exist.
#include <array>
#include <ch02/polling.hpp>
#include <ch02/scripted.hpp>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/ready.hpp>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

using ch02::diary;
using ch02::polled;
using ch02::scripted;
using ch02::throws;
using ch02::wake_counter;
using probe::ask_int;
using probe::ask_ints;
using probe::ask_text;
using probe::emit;

namespace {

using child = scripted<int>;
using diaries = std::array<diary, 3>;

// "pending": how often each of three children is pending. Child k gives 100 +
// k.
auto join_three(diaries& d) {
  const auto pending = ask_ints("pending");
  return kioto::join(child(d[0], pending.at(0), 100),
                     child(d[1], pending.at(1), 101),
                     child(d[2], pending.at(2), 102));
}

void emit_polls(const diaries& d) {
  emit("polls of each", d[0].polls, d[1].polls, d[2].polls);
}

void emit_alive(const diaries& d) {
  emit("alive", d[0].alive, d[1].alive, d[2].alive);
}

template <class P>
void emit_state(const P& p) {
  emit("returned", p.is_ready() ? "ready" : "pending");
}

// Notes its letter in each poll; pending so many times.
struct noting {
  using output_type = void;

  kioto::poll<void> poll(kioto::context&) {
    *notes += letter;
    return pending-- > 0 ? kioto::poll<void>::pending()
                         : kioto::poll<void>::ready();
  }

  std::string* notes;
  char letter;
  std::int64_t pending;
};

}  // namespace

PROBE(together) {
  diaries d;
  wake_counter w;
  auto future = join_three(d);
  emit_polls(d);
  for (bool ready = false; !ready;) {
    const auto p = polled(future, w);
    ready = p.is_ready();
    emit_state(p);
    emit_polls(d);
    if (ready) {
      const auto& [a, b, c] = p.value();
      emit("results", a, b, c);
    }
  }
  emit("wakes", w.wakes);
}

PROBE(destroyed_at_once) {
  diaries d;
  wake_counter w;
  auto future = join_three(d);
  for (bool ready = false; !ready;) {
    ready = polled(future, w).is_ready();
    emit_alive(d);
  }
}

PROBE(different_types) {
  wake_counter w;
  const auto n = static_cast<int>(ask_int("n"));
  diary first;
  std::string notes;
  auto future = kioto::join(child(first, 1, n), kioto::ready(ask_text("word")),
                            noting{&notes, 'c', 2});
  emit_state(polled(future, w));
  emit_state(polled(future, w));
  auto p = polled(future, w);
  emit_state(p);
  if (p.is_pending()) return;
  const std::tuple<int, std::string, std::monostate> results =
      std::move(p).value();
  emit("results", std::get<0>(results), std::get<1>(results));
}

PROBE(moves) {
  wake_counter w;
  diary last;
  {
    auto future = kioto::join(
        kioto::ready(probe::tracked(static_cast<int>(ask_int("a")))),
        kioto::ready(probe::tracked(static_cast<int>(ask_int("b")))),
        child(last, 1, 0));
    emit_state(polled(future, w));
    emit("results alive", probe::counts.live);
    auto p = polled(future, w);
    emit("results alive", probe::counts.live);
    const auto results = std::move(p).value();
    emit("results", std::get<0>(results).value, std::get<1>(results).value);
    emit("copied", probe::counts.copied);
  }
  emit("results alive", probe::counts.live);
}

PROBE(errors) {
  using outcome = std::expected<int, std::string>;
  diary a;
  diary b;
  wake_counter w;
  const auto word = ask_text("word");
  auto future = kioto::join(
      scripted<outcome>(a, 0, outcome(std::unexpect, word)),
      scripted<outcome>(b, ask_int("pending"), static_cast<int>(ask_int("n"))));
  for (bool ready = false; !ready;) {
    const auto p = polled(future, w);
    ready = p.is_ready();
    emit_state(p);
    if (!ready) continue;
    const auto& [first, second] = p.value();
    emit("first", first ? "value" : first.error());
    emit("second", second ? *second : -1);
  }
}

// "pending": of each; "polls": how many.
PROBE(turns) {
  std::string notes;
  wake_counter w;
  const auto pending = ask_ints("pending");
  auto future = kioto::join(
      noting{&notes, 'a', pending.at(0)}, noting{&notes, 'b', pending.at(1)},
      noting{&notes, 'c', pending.at(2)}, noting{&notes, 'd', pending.at(3)});
  for (bool ready = false; !ready;) {
    notes.clear();
    ready = polled(future, w).is_ready();
    emit("polled in this order", notes);
  }
}

// The second of four children throws in its poll number "at"; the first has
// given a result by then, the others are pending.
PROBE(throws) {
  diaries d;
  wake_counter w;
  const auto word = ask_text("word");
  const auto at = ask_int("at");
  auto future = kioto::join(kioto::ready(probe::tracked(1)),
                            child(d[0], at - 1, throws{word}),
                            child(d[1], 100, 1), child(d[2], 100, 1));
  for (auto i = at; i > 1; --i) emit_state(polled(future, w));
  ch02::show_throw(future, w);
  emit_alive(d);
  emit("results alive", probe::counts.live);
  ch02::show_death(future);
}

PROBE(none_one_and_many) {
  wake_counter w;
  auto none = kioto::join();
  emit_state(polled(none, w));
  auto one = kioto::join(kioto::ready(static_cast<int>(ask_int("n"))));
  const auto p = polled(one, w);
  emit_state(p);
  emit("result", std::get<0>(p.value()));
  std::array<diary, 10> d;
  auto many = [&]<std::size_t... I>(std::index_sequence<I...>) {
    return kioto::join(
        child(d[I], static_cast<std::int64_t>(I % 3), static_cast<int>(I))...);
  }(std::make_index_sequence<10>());
  emit_state(polled(many, w));
  emit_state(polled(many, w));
  const auto last = polled(many, w);
  emit_state(last);
  emit("last result", std::get<9>(last.value()));
}

// A join that is dropped while two children are pending, one of them an lvalue.
PROBE(dropped) {
  diaries d;
  wake_counter w;
  child kept(d[0], 1, static_cast<int>(ask_int("n")));
  {
    auto future =
        kioto::join(kept, child(d[1], 100, 1), kioto::ready(probe::tracked(1)));
    emit_state(polled(future, w));
    emit("alive", d[0].alive, d[1].alive);
    emit("results alive", probe::counts.live);
  }
  emit("alive", d[0].alive, d[1].alive);
  emit("results alive", probe::counts.live);
  emit("copied and moved", d[0].copied, d[0].moved);
  const auto p = polled(kept, w);
  emit_state(p);
  if (p.is_ready()) emit("result", p.value());
}

PROBE(after_completion) {
  wake_counter w;
  auto two = kioto::join(kioto::ready(1), kioto::ready(2));
  emit_state(polled(two, w));
  ch02::show_death(two);
  auto none = kioto::join();
  emit_state(polled(none, w));
  ch02::show_death(none);
}
