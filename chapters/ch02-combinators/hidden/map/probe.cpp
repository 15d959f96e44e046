// SPDX-License-Identifier: MIT
//
// Each PROBE polls by hand. The children are scripted: pending so many times,
// then ready, or they throw; diaries say what became of them and of functions.
//
// Few types for many cases, since each pair of a child and a function is
// compiled anew: hence functions that are told what to do.
#include <ch02/polling.hpp>
#include <ch02/scripted.hpp>
#include <expected>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/and_then.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

using ch02::diary;
using ch02::polled;
using ch02::presence;
using ch02::scripted;
using ch02::wake_counter;
using probe::ask_int;
using probe::ask_text;
using probe::emit;
using probe::tracked;

namespace {

using outcome = std::expected<int, int>;

// What a case is played with. "who" throws "word": first, fn, second, or
// nobody.
struct stage {
  wake_counter waker;
  diary first;
  diary second;
  diary function;
  int calls = 0;
  bool first_alive = false;  // when fn was called
  std::string who = ask_text("who");
  std::string word = ask_text("word");
  std::int64_t pending = ask_int("pending");  // the first child
};

// A scripted child that gives `value`, or throws if that is its part.
template <class T>
scripted<T> child(stage& s, const char* name, T value) {
  const bool first = name == std::string("first");
  std::optional<T> gives;
  if (s.who != name) gives.emplace(std::move(value));
  return {first ? s.first : s.second, first ? s.pending : ask_int("pending 2"),
          std::move(gives), s.word};
}

class function {
 public:
  explicit function(stage& s) : me_(s.function), stage_(&s) {}

 protected:
  stage& call() const {
    ++stage_->calls;
    stage_->first_alive = stage_->first.alive != 0;
    if (stage_->who == "fn") throw std::runtime_error(stage_->word);
    return *stage_;
  }

 private:
  presence me_;
  stage* stage_;
};

struct add : function {
  using function::function;
  tracked operator()(tracked v) const {
    call();
    v.value += 1000;
    return v;
  }
};

struct go_on : function {
  using function::function;
  scripted<int> operator()(int v) const {
    return child(call(), "second", v + 1000);
  }
};

// "next": whether the second future gives a value or an error.
struct go_on_to_outcome : function {
  using function::function;
  scripted<outcome> operator()(int v) const {
    return child(call(), "second",
                 ask_text("next") == "value"
                     ? outcome(v + 1000)
                     : outcome(std::unexpect, v + 1000));
  }
};

void show(const kioto::poll<tracked>& p) {
  if (p.is_pending())
    emit("returned", "pending");
  else
    emit("returned", "ready", p.value().value);
}

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

void emit_alive(const stage& s) {
  emit("futures alive", s.first.alive, s.second.alive);
  emit("functions alive", s.function.alive);
}

// Polls until the future is ready, a few times at most. "watch" says what the
// case is about: the polls, the lives, or what comes after the end.
template <class F>
void poll_to_the_end(F& future, stage& s) {
  const auto watch = ask_text("watch");
  if (watch == "lives") emit_alive(s);
  for (int i = 0; i < 20; ++i) {
    const int calls = s.calls;
    const auto p = polled(future, s.waker);
    if (watch == "lives" && s.calls > calls)
      emit("fn called, first alive", s.first_alive);
    show(p);
    if (watch == "polls") {
      emit("polls of each", s.first.polls, s.second.polls);
      emit("calls of fn", s.calls);
    }
    if (watch == "lives") emit_alive(s);
    if (p.is_ready()) break;
  }
  if (watch == "polls") emit("wakes", s.waker.wakes);
  if (watch == "end") ch02::show_death(future);
}

template <class F>
void poll_until_it_throws(F& future, stage& s) {
  for (auto i = s.pending; i > 0; --i) show(polled(future, s.waker));
  ch02::show_throw(future, s.waker);
  emit_alive(s);
  ch02::show_death(future);
}

template <class F>
void poll_it(F future, stage& s) {
  if (s.who == "nobody")
    poll_to_the_end(future, s);
  else
    poll_until_it_throws(future, s);
}

int ask_n() { return static_cast<int>(ask_int("n")); }

// "is": whether the first future gives a value or an error.
scripted<outcome> first_outcome(stage& s) {
  return child(s, "first",
               ask_text("is") == "value" ? outcome(ask_n())
                                         : outcome(std::unexpect, ask_n()));
}

// The combinator polls `kept` once and is dropped; then `kept` alone.
template <class Kept, class Make>
void borrow(Kept kept, stage& s, Make make) {
  const int moved = s.first.moved;
  {
    auto future = make(kept);
    show(polled(future, s.waker));
  }
  emit("copied and moved", s.first.copied, s.first.moved - moved);
  emit("alive", s.first.alive);
  show(polled(kept, s.waker));
}

}  // namespace

PROBE(map) {
  stage s;
  poll_it(kioto::map(child(s, "first", tracked(ask_n())), add(s)), s);
}

PROBE(map_moves) {
  stage s;
  {
    auto future = kioto::map(child(s, "first", tracked(ask_n())), add(s));
    const auto p = polled(future, s.waker);
    show(p);
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
}

PROBE(then) {
  stage s;
  poll_it(kioto::then(child(s, "first", ask_n()), go_on(s)), s);
}

PROBE(and_then) {
  stage s;
  poll_it(kioto::and_then(first_outcome(s), go_on_to_outcome(s)), s);
}

// The first future is an lvalue here, and a temporary in and_then.
PROBE(or_else) {
  stage s;
  auto first = first_outcome(s);
  poll_it(kioto::or_else(first, go_on_to_outcome(s)), s);
}

PROBE(map_borrows) {
  stage s;
  borrow(child(s, "first", tracked(ask_n())), s,
         [&](auto& kept) { return kioto::map(kept, add(s)); });
}

PROBE(then_borrows) {
  stage s;
  borrow(child(s, "first", ask_n()), s,
         [&](auto& kept) { return kioto::then(kept, go_on(s)); });
}
