// SPDX-License-Identifier: MIT
#include "figure.hpp"

#include <algorithm>
#include <array>
#include <kioto/detail/assert.hpp>
#include <list>

#ifdef __wasm__
#define FIGURE_EXPORT(name) extern "C" __attribute__((export_name(#name)))
#else
#include <cstdio>
#include <cstdlib>
#endif

namespace figure {
namespace {

struct drawn_arrow {
  arrow kind;
  std::string from, to, label;
};

struct record {
  std::string arguments;  // "choice=value choice=value do=letters"
  std::string actions;
  std::string available;
  std::list<box> boxes;  // a list: references to boxes stay valid
  std::vector<drawn_arrow> arrows;
  std::size_t action = 0;
  std::string text;  // what has been recorded
  bool halted = false;
};

record& now() {
  static record it;
  return it;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

constexpr std::array look_names = {"idle",  "active", "pending", "woken",
                                   "ready", "gone",   "asleep",  "wrong"};
constexpr std::array arrow_names = {"call", "answer", "wake", "lost", "points"};

void begin(std::string_view arguments) {
  now().arguments = arguments;
  now().actions = chosen("do");
}

}  // namespace

std::string chosen(std::string_view name, std::string_view otherwise) {
  std::string_view rest = now().arguments;
  while (!rest.empty()) {
    std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    std::size_t equals = word.find('=');
    if (equals != word.npos && word.substr(0, equals) == name) {
      return std::string(word.substr(equals + 1));
    }
  }
  return std::string(otherwise);
}

const std::string& actions() { return now().actions; }

void begin_action() { ++now().action; }

void can(std::string_view letters) { now().available = letters; }

std::string line(std::string_view file, std::string_view text,
                 std::string_view anchor) {
  std::string at(file);
  if (!anchor.empty()) at.append(": ").append(anchor).append(" ~> ");
  return at.append(anchor.empty() ? ": " : "").append(text);
}

std::string line(std::source_location where) {
  std::string_view file = where.file_name();
  constexpr std::string_view runtime = "runtime/include/";
  std::size_t at = file.rfind(runtime);
  file.remove_prefix(at != file.npos ? at + runtime.size()
                                     : file.rfind('/') + 1);
  return std::string(file) + ":" + std::to_string(where.line());
}

box& box::titled(std::string_view title) {
  title_ = title;
  return *this;
}

box& box::is(look how, std::string_view state) {
  look_ = how;
  state_ = state;
  return *this;
}

box& box::set(std::string_view name, std::string_view value) {
  for (auto& [known, old] : rows_) {
    if (known == name) {
      old = value;
      return *this;
    }
  }
  rows_.emplace_back(name, value);
  return *this;
}

box& box::clear() {
  rows_.clear();
  return *this;
}

box& of(std::string_view id) {
  for (box& known : now().boxes) {
    if (known.id_ == id) return known;
  }
  return now().boxes.emplace_back(id);
}

void remove(std::string_view prefix) {
  now().boxes.remove_if(
      [&](const box& it) { return it.id_.starts_with(prefix); });
}

void draw(arrow kind, std::string_view from, std::string_view to,
          std::string_view label) {
  now().arrows.push_back(
      {kind, std::string(from), std::string(to), std::string(label)});
}

void step(std::string_view who, std::string_view what, std::string_view where) {
  std::string& out = now().text;
  out += "{\"act\":" + std::to_string(now().action) +
         ",\"can\":" + quoted(now().available) + ",\"who\":" + quoted(who) +
         ",\"what\":" + quoted(what) + ",\"at\":" + quoted(where) +
         ",\"boxes\":[";
  for (const char* comma = ""; const box& it : now().boxes) {
    out += comma + ("{\"id\":" + quoted(it.id_)) +
           ",\"title\":" + quoted(it.title_) + ",\"look\":" +
           quoted(look_names[static_cast<std::size_t>(it.look_)]) +
           ",\"state\":" + quoted(it.state_) + ",\"rows\":[";
    for (const char* next = ""; const auto& [name, value] : it.rows_) {
      out += next + ("[" + quoted(name)) + "," + quoted(value) + "]";
      next = ",";
    }
    out += "]}";
    comma = ",";
  }
  out += "],\"arrows\":[";
  for (const char* comma = ""; const drawn_arrow& it : now().arrows) {
    out += comma +
           ("[" + quoted(arrow_names[static_cast<std::size_t>(it.kind)])) +
           "," + quoted(it.from) + "," + quoted(it.to) + "," +
           quoted(it.label) + "]";
    comma = ",";
  }
  out += "]}\n";
  now().arrows.clear();
}

#ifdef __wasm__

void halt() {
  now().halted = true;
  __builtin_trap();
}

namespace {
std::array<char, 256> arguments{};
}  // namespace

/// Gives where the page writes the arguments, with a null behind.
FIGURE_EXPORT(figure_arguments) char* figure_arguments() {
  return arguments.data();
}
FIGURE_EXPORT(figure_run) void figure_run() {
  begin(arguments.data());
  run();
}
FIGURE_EXPORT(figure_halted) bool figure_halted() { return now().halted; }
FIGURE_EXPORT(figure_trace) const char* figure_trace() {
  return now().text.data();
}
FIGURE_EXPORT(figure_trace_size) std::size_t figure_trace_size() {
  return now().text.size();
}

#else

namespace {
void print() {
  std::fwrite(now().text.data(), 1, now().text.size(), stdout);
  std::fflush(stdout);
}
}  // namespace

void halt() {
  print();
  std::_Exit(0);
}

#endif

}  // namespace figure

#ifndef __wasm__
int main(int count, char** words) {
  figure::begin(count > 1 ? words[1] : "");
  figure::run();
  figure::print();
}
#endif

/// An assertion of the runtime has failed: in a figure that is a step, too.
void kioto::detail::die(const char* message,
                        std::source_location where) noexcept {
  figure::can("");
  figure::step("kioto",
               std::string("The library stops the program: \"") + message +
                   "\". Every assertion of the runtime is on in every build.",
               figure::line(where));
  figure::halt();
}
