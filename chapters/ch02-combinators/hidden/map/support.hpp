// SPDX-License-Identifier: MIT
//
// What the cases of map and then have in common: scripted children, which are
// pending so many times, then ready, or they throw; functions that are told
// what to do; diaries of both; and runs that poll by hand.
//
// Few types for many cases, since each pair of a child and a function is
// compiled anew.
#pragma once

#include <ch02/polling.hpp>
#include <ch02/scripted.hpp>
#include <cstdint>
#include <expected>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace map_probe {

using ch02::scripted;
using probe::emit;
using probe::tracked;

// What a case is played with. "who" throws "word": first, fn, second, or
// nobody.
struct stage {
  ch02::wake_counter waker;
  ch02::diary first;
  ch02::diary second;
  ch02::diary function;
  int calls = 0;
  bool first_alive = false;  // when fn was called
  std::string who = probe::ask_text("who");
  std::string word = probe::ask_text("word");
  std::int64_t pending = probe::ask_int("pending");  // the first child

  // The word of one who throws.
  std::string word_of(const char* name) const {
    return who == name ? word : std::string();
  }
};

// The first child gives `value`, or throws if that is its part.
template <class T>
scripted<T> first_child(stage& s, T value) {
  return {s.first, s.pending, std::move(value), s.word_of("first")};
}

inline int ask_n() { return static_cast<int>(probe::ask_int("n")); }

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
  ch02::presence me_;
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

// What a poll gave, whatever its type was.
struct answer {
  bool ready = false;
  int value = 0;
  const char* of = nullptr;  // "value" or "error" of a std::expected
};

inline answer seen(const kioto::poll<tracked>& p) {
  if (p.is_pending()) return {};
  return {.ready = true, .value = p.value().value};
}

inline answer seen(const kioto::poll<int>& p) {
  if (p.is_pending()) return {};
  return {.ready = true, .value = p.value()};
}

template <class T>
answer seen(const kioto::poll<std::expected<T, T>>& p) {
  if (p.is_pending()) return {};
  const std::expected<T, T>& e = p.value();
  if (e) return {.ready = true, .value = *e, .of = "value"};
  return {.ready = true, .value = e.error(), .of = "error"};
}

inline void show(const answer& a) {
  if (!a.ready)
    emit("returned", "pending");
  else if (a.of != nullptr)
    emit("returned", "ready", a.of, a.value);
  else
    emit("returned", "ready", a.value);
}

// A future of any type, so that most of this is compiled once for all.
struct any_future {
  virtual answer poll(kioto::context& cx) = 0;

 protected:
  ~any_future() = default;
};

template <class F>
struct any_of final : any_future {
  explicit any_of(F& f) : future(f) {}
  answer poll(kioto::context& cx) override { return seen(future.poll(cx)); }

  F& future;
};

inline void emit_alive(const stage& s) {
  emit("futures alive", s.first.alive, s.second.alive);
  emit("functions alive", s.function.alive);
}

// Polls until the future is ready, a few times at most. "watch" says what the
// case is about: the polls, the lives, or what comes after the end.
inline void poll_to_the_end(any_future& future, stage& s) {
  const auto watch = probe::ask_text("watch");
  if (watch == "lives") emit_alive(s);
  for (int i = 0; i < 20; ++i) {
    const int calls = s.calls;
    const answer a = ch02::polled(future, s.waker);
    if (watch == "lives" && s.calls > calls)
      emit("fn called, first alive", s.first_alive);
    show(a);
    if (watch == "polls") {
      emit("polls of each", s.first.polls, s.second.polls);
      emit("calls of fn", s.calls);
    }
    if (watch == "lives") emit_alive(s);
    if (a.ready) break;
  }
  if (watch == "polls") emit("wakes", s.waker.wakes);
  if (watch == "end") ch02::show_death(future);
}

inline void poll_until_it_throws(any_future& future, stage& s) {
  for (auto i = s.pending; i > 0; --i) show(ch02::polled(future, s.waker));
  ch02::show_throw(future, s.waker);
  emit_alive(s);
  ch02::show_death(future);
}

template <class F>
void poll_it(F future, stage& s) {
  any_of<F> any(future);
  if (s.who == "nobody")
    poll_to_the_end(any, s);
  else
    poll_until_it_throws(any, s);
}

}  // namespace map_probe
