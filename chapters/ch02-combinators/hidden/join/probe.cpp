// SPDX-License-Identifier: MIT
//
// Joins of three children of one type, which they own.
#include <cstdint>
#include <kioto/future/join.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "support.hpp"

using ch02::polled;
using join_probe::emit_state;
using join_probe::stage;
using probe::emit;
using probe::tracked;

namespace {

auto join_all_three(stage& s, std::string word_of_b = "") {
  return kioto::join(s.make(0), s.make(1, std::move(word_of_b)), s.make(2));
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
  const auto watch = probe::ask_text("watch");
  auto future = join_all_three(s);
  if (watch == "polls") s.emit_polls();
  for (bool ready = false; !ready;) {
    s.notes.clear();
    const auto p = polled(future, s.waker);
    ready = p.is_ready();
    if (watch == "turns") emit("polled in this order", s.notes);
    if (watch == "lives") s.emit_alive();
    if (watch == "polls" || watch == "end") emit_state(ready);
    if (watch == "polls") s.emit_polls();
    if (watch == "polls" && ready) emit_results(p.value());
  }
  if (watch == "polls") emit("wakes", s.waker.wakes);
  if (watch == "end") ch02::show_death(future);
}

PROBE(moves) {
  stage s;
  {
    auto future = join_all_three(s);
    emit_state(polled(future, s.waker).is_ready());
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
  auto future = join_all_three(s, probe::ask_text("word"));
  for (auto i = s.pending.at(1); i > 0; --i)
    emit_state(polled(future, s.waker).is_ready());
  ch02::show_throw(future, s.waker);
  s.emit_alive();
  emit("values alive", probe::counts.live);
  ch02::show_death(future);
}
