// SPDX-License-Identifier: MIT
//
// Each PROBE polls by hand. The children are scripted: pending so many times,
// then ready, or they throw; a diary says what became of each. `counts.live` is
// the number of values that exist, in children and as results.
//
// Few types for many cases, since each list of children is compiled anew.
#include <array>
#include <ch02/polling.hpp>
#include <ch02/scripted.hpp>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/join.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

using ch02::diary;
using ch02::polled;
using ch02::scripted;
using ch02::wake_counter;
using probe::ask_int;
using probe::ask_ints;
using probe::ask_text;
using probe::emit;
using probe::tracked;

namespace {

using child = scripted<tracked>;
using outcome = std::expected<int, int>;

// Three children. "pending": how often each is; child k gives 100 + k.
struct stage {
  std::array<diary, 3> diaries;
  std::string notes;
  wake_counter waker;
  std::vector<std::int64_t> pending = ask_ints("pending");

  stage() {
    for (std::size_t k = 0; k < 3; ++k) {
      diaries.at(k).notes = &notes;
      diaries.at(k).letter = static_cast<char>('a' + k);
    }
  }

  child make(std::size_t k) {
    return {diaries.at(k), pending.at(k),
            std::optional<tracked>(std::in_place, 100 + static_cast<int>(k))};
  }
  child make_throwing(std::size_t k, std::string word) {
    return {diaries.at(k), pending.at(k), std::nullopt, std::move(word)};
  }

  void emit_polls() const {
    emit("polls of each", diaries[0].polls, diaries[1].polls, diaries[2].polls);
  }
  void emit_alive() const {
    emit("children alive", diaries[0].alive, diaries[1].alive,
         diaries[2].alive);
  }
};

// Gives nothing, after so many polls.
struct signal {
  using output_type = void;

  kioto::poll<void> poll(kioto::context&) {
    return pending-- > 0 ? kioto::poll<void>::pending()
                         : kioto::poll<void>::ready();
  }

  std::int64_t pending;
};

template <class T>
void emit_state(const kioto::poll<T>& p) {
  emit("returned", p.is_ready() ? "ready" : "pending");
}

using three = std::tuple<tracked, tracked, tracked>;

void emit_results(const three& r) {
  emit("results", std::get<0>(r).value, std::get<1>(r).value,
       std::get<2>(r).value);
}

}  // namespace

// "watch": what the case is about.
PROBE(three) {
  stage s;
  const auto watch = ask_text("watch");
  auto future = kioto::join(s.make(0), s.make(1), s.make(2));
  if (watch == "polls") s.emit_polls();
  for (bool ready = false; !ready;) {
    s.notes.clear();
    auto p = polled(future, s.waker);
    ready = p.is_ready();
    if (watch == "turns") emit("polled in this order", s.notes);
    if (watch == "lives") s.emit_alive();
    if (watch == "polls" || watch == "end") emit_state(p);
    if (watch == "polls") s.emit_polls();
    if (watch == "polls" && ready) emit_results(p.value());
  }
  if (watch == "polls") emit("wakes", s.waker.wakes);
  if (watch == "end") ch02::show_death(future);
}

PROBE(moves) {
  stage s;
  {
    auto future = kioto::join(s.make(0), s.make(1), s.make(2));
    emit_state(polled(future, s.waker));
    emit("values alive", probe::counts.live);
    auto p = polled(future, s.waker);
    emit("values alive", probe::counts.live);
    const three results = std::move(p).value();
    emit_results(results);
    emit("copied", probe::counts.copied);
  }
  emit("values alive", probe::counts.live);
}

// The second of three children throws.
PROBE(throws) {
  stage s;
  const auto word = ask_text("word");
  auto future = kioto::join(s.make(0), s.make_throwing(1, word), s.make(2));
  for (auto i = s.pending.at(1); i > 0; --i)
    emit_state(polled(future, s.waker));
  ch02::show_throw(future, s.waker);
  s.emit_alive();
  emit("values alive", probe::counts.live);
  ch02::show_death(future);
}

// A value or an error ("is"), a value, and nothing.
PROBE(different_types) {
  stage s;
  diary d;
  const auto n = static_cast<int>(ask_int("n"));
  const bool is_value = ask_text("is") == "value";
  auto future = kioto::join(
      scripted<outcome>(d, s.pending.at(0),
                        is_value ? outcome(n) : outcome(std::unexpect, n)),
      s.make(1), signal{s.pending.at(2)});
  for (bool ready = false; !ready;) {
    const auto p = polled(future, s.waker);
    ready = p.is_ready();
    emit_state(p);
    if (!ready) continue;
    const std::tuple<outcome, tracked, std::monostate>& results = p.value();
    const outcome& first = std::get<0>(results);
    emit("first", first ? "value" : "error", first ? *first : first.error());
    emit("second", std::get<1>(results).value);
  }
}

PROBE(none_and_one) {
  stage s;
  auto none = kioto::join();
  emit_state(polled(none, s.waker));
  ch02::show_death(none);
  auto one = kioto::join(s.make(0));
  const auto p = polled(one, s.waker);
  emit_state(p);
  if (p.is_ready()) emit("result", std::get<0>(p.value()).value);
}

// A join that is dropped while two children are pending, one of them an lvalue.
PROBE(dropped) {
  stage s;
  child kept = s.make(0);
  const int moved = s.diaries[0].moved;
  {
    auto future = kioto::join(kept, s.make(1), s.make(2));
    emit_state(polled(future, s.waker));
    emit("copied and moved", s.diaries[0].copied, s.diaries[0].moved - moved);
    s.emit_alive();
    emit("values alive", probe::counts.live);
  }
  s.emit_alive();
  emit("values alive", probe::counts.live);
  const auto p = polled(kept, s.waker);
  emit_state(p);
  if (p.is_ready()) emit("result", p.value().value);
}
