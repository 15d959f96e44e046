// SPDX-License-Identifier: MIT
//
// Joins of other children: of different types, of none, of one, of an lvalue.
#include <cstdint>
#include <expected>
#include <kioto/future/join.hpp>
#include <tuple>
#include <variant>

#include "support.hpp"

using ch02::polled;
using join_probe::child;
using join_probe::emit_state;
using join_probe::stage;
using probe::emit;
using probe::tracked;

namespace {

using outcome = std::expected<int, int>;

// Gives nothing, after so many polls.
struct signal {
  using output_type = void;

  kioto::poll<void> poll(kioto::context&) {
    return pending-- > 0 ? kioto::poll<void>::pending()
                         : kioto::poll<void>::ready();
  }

  std::int64_t pending;
};

}  // namespace

// A value or an error ("is"), a value, and nothing.
PROBE(different_types) {
  stage s;
  ch02::diary d;
  const int n = probe::ask<int>("n");
  const bool is_value = probe::ask_text("is") == "value";
  auto future =
      kioto::join(ch02::scripted<outcome>(
                      d, s.pending.at(0),
                      is_value ? outcome(n) : outcome(std::unexpect, n)),
                  s.make(1), signal{s.pending.at(2)});
  for (bool ready = false; !ready;) {
    const auto p = polled(future, s.waker);
    ready = p.is_ready();
    emit_state(ready);
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
  emit_state(polled(none, s.waker).is_ready());
  ch02::show_death(none);
  auto one = kioto::join(s.make(0));
  const auto p = polled(one, s.waker);
  emit_state(p.is_ready());
  if (p.is_ready()) emit("result", std::get<0>(p.value()).value);
}

// A join that is dropped while two children are pending, one of them an lvalue.
PROBE(dropped) {
  stage s;
  child kept = s.make(0);
  const int moved = s.diaries[0].moved;
  {
    auto future = kioto::join(kept, s.make(1), s.make(2));
    emit_state(polled(future, s.waker).is_ready());
    emit("copied and moved", s.diaries[0].copied, s.diaries[0].moved - moved);
    s.emit_alive();
    emit("values alive", probe::counts.live);
  }
  s.emit_alive();
  emit("values alive", probe::counts.live);
  const auto p = polled(kept, s.waker);
  emit_state(p.is_ready());
  if (p.is_ready()) emit("result", p.value().value);
}
