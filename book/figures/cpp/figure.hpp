// SPDX-License-Identifier: MIT
//
// figure: how a scenario of the book tells what happens, step by step. It runs
// once from its beginning to its end; whoever looks at it goes back and forth
// in the record.
//
//   scenario --- step() ---> one line of JSON ---> figure.js    drawn
//                            one line of JSON ---> the tests    compared
//                            ...              ---> the table    printed
//
// The same scenario is built twice, for the browser (wasm32-wasi) and for this
// machine, and both must write the same bytes. So nothing that differs between
// the two goes into a record: no address, no size, no time.
//
// Thread safety: none; a scenario has one thread.
#pragma once

#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace figure {

/// What a scenario is: each .cpp in a folder `figures` defines this once.
void run();

// What the reader has chosen --------------------------------------------------

/// Gives the value of a choice, or `otherwise`.
[[nodiscard]] std::string chosen(std::string_view name,
                                 std::string_view otherwise = "");

/// Gives what the reader does, in turn: one letter an action.
[[nodiscard]] const std::string& actions();

/// Says that an action begins: the steps from here on belong to it.
void begin_action();

/// Says which letters the reader may choose after the steps that follow.
void can(std::string_view letters);

// Where in the source ---------------------------------------------------------

/// Names a line by what is in it, or by where it is called from. `file` is the
/// scenario's own name, or one of the runtime as an include names it. Of
/// several lines with `text`, the first behind `anchor` is meant; none, or two
/// without an anchor, and the figure is not built.
[[nodiscard]] std::string line(std::string_view file, std::string_view text,
                               std::string_view anchor = "");
[[nodiscard]] std::string line(std::source_location where);

// What is drawn ---------------------------------------------------------------

/// How a box looks. The state's words say it too.
enum class look { idle, active, pending, woken, ready, gone, asleep, wrong };

/// Is a box of the drawing: a title, a state, and rows of names and values.
class box {
 public:
  explicit box(std::string_view id) : id_(id), title_(id) {}

  box& titled(std::string_view title);
  box& is(look how, std::string_view state);
  box& set(std::string_view name, std::string_view value);
  box& clear();

 private:
  friend void step(std::string_view, std::string_view, std::string_view);

  std::string id_, title_, state_;
  look look_ = look::idle;
  std::vector<std::pair<std::string, std::string>> rows_;
};

/// Gives the box of this name, which is made at its first mention.
box& of(std::string_view id);

/// Takes all boxes away whose names begin with `prefix`.
void remove(std::string_view prefix);

/// What an arrow means, and how it is drawn.
enum class arrow { call, answer, wake, lost, points };

/// Draws an arrow in the next step only.
void draw(arrow kind, std::string_view from, std::string_view to,
          std::string_view label = "");

/// Records a step: who does it, what happens, and where.
void step(std::string_view who, std::string_view what, std::string_view where);

/// Ends the scenario here, whatever runs.
[[noreturn]] void halt();

}  // namespace figure
