// SPDX-License-Identifier: MIT
//
// Two futures, one after the other: then, and_then and or_else; and what they
// have in common with map.
#include <expected>
#include <kioto/future/and_then.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/then.hpp>

#include "support.hpp"

using ch02::polled;
using ch02::scripted;
using map_probe::add;
using map_probe::ask_n;
using map_probe::first_child;
using map_probe::function;
using map_probe::seen;
using map_probe::stage;
using probe::emit;
using probe::tracked;

namespace {

using outcome = std::expected<int, int>;

template <class T>
scripted<T> second_child(stage& s, T value) {
  return {s.second, probe::ask_int("pending 2"), std::move(value),
          s.word_of("second")};
}

struct go_on : function {
  using function::function;
  scripted<int> operator()(int v) const {
    return second_child(call(), v + 1000);
  }
};

// "is" and "next": whether the first and the second future give a value or an
// error.
outcome ask_outcome(const char* which, int n) {
  if (probe::ask_text(which) == "value") return n;
  return outcome(std::unexpect, n);
}

struct go_on_to_outcome : function {
  using function::function;
  scripted<outcome> operator()(int v) const {
    return second_child(call(), ask_outcome("next", v + 1000));
  }
};

scripted<outcome> first_outcome(stage& s) {
  return first_child(s, ask_outcome("is", ask_n()));
}

// The combinator polls `kept` once and is dropped; then `kept` alone.
template <class Kept, class Make>
void borrow(Kept kept, stage& s, Make make) {
  const int moved = s.first.moved;
  {
    auto future = make(kept);
    show(seen(polled(future, s.waker)));
  }
  emit("copied and moved", s.first.copied, s.first.moved - moved);
  emit("alive", s.first.alive);
  show(seen(polled(kept, s.waker)));
}

}  // namespace

PROBE(then) {
  stage s;
  poll_it(kioto::then(first_child(s, ask_n()), go_on(s)), s);
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

// map for the cases that play all four.
PROBE(map_of_lvalue) {
  stage s;
  auto first = first_child(s, tracked(ask_n()));
  poll_it(kioto::map(first, add(s)), s);
}

PROBE(map_borrows) {
  stage s;
  borrow(first_child(s, tracked(ask_n())), s,
         [&](auto& kept) { return kioto::map(kept, add(s)); });
}

PROBE(then_borrows) {
  stage s;
  borrow(first_child(s, ask_n()), s,
         [&](auto& kept) { return kioto::then(kept, go_on(s)); });
}
