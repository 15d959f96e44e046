// SPDX-License-Identifier: MIT
#include <grader/judge.hpp>

#include "judge/case_state.hpp"
#include "judge/story_parts.hpp"
#include "run/sanitizer_report.hpp"

namespace judge {

using grader::case_state;
using grader::current_case;
using grader::ending;
using grader::outcome;

// --- values ---

namespace {

// More of a text than this is not worth reading in a verdict.
constexpr std::size_t text_shown = 200;

// Text of the learner's program as a part of a line: it may hold anything.
std::string in_a_line(std::string_view text) {
  std::string line;
  for (char c : grader::printable(text.substr(0, text_shown))) {
    if (c == '\n' || c == '\t')
      line += c == '\n' ? "\\n" : "\\t";
    else
      line += c;
  }
  if (text.size() > text_shown)
    line += "... (" + std::to_string(text.size()) + " bytes)";
  return line;
}

}  // namespace

std::string value::words() const {
  if (auto* i = std::get_if<std::int64_t>(&data_)) return std::to_string(*i);
  if (auto* b = std::get_if<bool>(&data_)) return *b ? "yes" : "no";
  const std::string& text = std::get<std::string>(data_);
  return text.empty() ? "\"\"" : in_a_line(text);
}

namespace {

template <class T>
const T& typed(const value::storage& data, const char* wanted) {
  if (auto* v = std::get_if<T>(&data)) return *v;
  current_case().decide(outcome::fault,
                        std::string("an event's value is not ") + wanted);
  grader::fail_case();
}

}  // namespace

std::int64_t value::integer() const {
  return typed<std::int64_t>(data_, "an integer");
}
bool value::boolean() const { return typed<bool>(data_, "a bool"); }
const std::string& value::text() const {
  return typed<std::string>(data_, "text");
}

std::string event::words() const {
  std::string all = in_a_line(name);
  const char* between = " ";
  for (const value& v : values) {
    all += between + v.words();
    between = ", ";
  }
  return all;
}

// --- chance ---

std::int64_t pick(std::int64_t low, std::int64_t high) {
  auto range = static_cast<std::uint64_t>(high - low) + 1;
  std::uint64_t drawn = current_case().chance();
  return range == 0 ? static_cast<std::int64_t>(drawn)
                    : low + static_cast<std::int64_t>(drawn % range);
}

bool coin() { return pick(0, 1) == 1; }

std::vector<std::int64_t> picks(int count, std::int64_t low,
                                std::int64_t high) {
  std::vector<std::int64_t> all;
  for (int i = 0; i < count; ++i) all.push_back(pick(low, high));
  return all;
}

std::string word(int letters) {
  std::string w;
  for (int i = 0; i < letters; ++i)
    w.push_back(static_cast<char>('a' + pick(0, 25)));
  return w;
}

// --- the story ---

struct story::state {
  grader::record record;
  std::vector<grader::story_step> steps;
  std::size_t at = 0;  // the next event
  std::string blamed;
  bool ended = false;

  event next() const {
    const grader::raw_event& raw = record.events[at];
    event e{raw.name, {}};
    for (const auto& v : raw.values)
      std::visit([&](const auto& x) { e.values.emplace_back(x); }, v);
    return e;
  }

  void saw(std::string words, bool right) {
    if (steps.empty()) steps.push_back({"", "", true});
    std::string& all = steps.back().saw;
    all += (all.empty() ? "" : "; ") + std::move(words);
    steps.back().right = steps.back().right && right;
  }

  // Ends the case as failed; the story so far goes into its verdict.
  [[noreturn]] void fail(std::string expected, std::string because) {
    case_state& c = current_case();
    // What a sanitizer has stopped later tells why.
    if (!c.decided && record.how == ending::sanitizer)
      explain_ending(record, c);
    if (!c.decided) c.decide(outcome::fail, "");
    finish(std::move(expected), std::move(because));
  }

  // The record stopped where an event was due.
  [[noreturn]] void fail_at_end(std::string expected, std::string because) {
    if (record.how == ending::complete) {
      saw("nothing more", false);
      fail(std::move(expected), std::move(because));
    }
    if (!steps.empty()) steps.back().right = false;
    explain_ending(record, current_case());
    bool known = record.how == ending::not_written;
    finish(known ? "" : std::move(expected), known ? "" : std::move(because));
  }

  [[noreturn]] void finish(std::string expected, std::string because) {
    case_state& c = current_case();
    grader::case_verdict& v = c.verdict;
    v.story = steps;
    v.expected = std::move(expected);
    v.because = std::move(because);
    if (v.output.empty()) take_output(record, c);
    if (!v.where) v.where = grader::remembered_place(record, c);
    if (!v.where && !blamed.empty())
      v.where = grader::locate(blamed, c.options->files);
    grader::fail_case();
  }
};

story& story::add_step(std::string text) {
  state_->steps.push_back({std::move(text), "", true});
  return *this;
}

story& story::blame(std::string symbol) {
  state_->blamed = std::move(symbol);
  return *this;
}

story& story::expect(std::string_view name, std::vector<value> values,
                     std::string because) {
  event wanted{std::string(name), std::move(values)};
  if (state_->at == state_->record.events.size())
    state_->fail_at_end(wanted.words(), std::move(because));
  event e = state_->next();
  bool right = e.name == wanted.name && e.values == wanted.values;
  state_->saw(e.words(), right);
  if (!right) state_->fail(wanted.words(), std::move(because));
  ++state_->at;
  return *this;
}

event story::take(std::string_view name, std::string because) {
  if (state_->at == state_->record.events.size())
    state_->fail_at_end(std::string(name), std::move(because));
  event e = state_->next();
  bool right = e.name == name;
  state_->saw(e.words(), right);
  if (!right) state_->fail(std::string(name), std::move(because));
  ++state_->at;
  return e;
}

bool story::next_is(std::string_view name) const {
  return state_->at < state_->record.events.size() &&
         state_->record.events[state_->at].name == name;
}

story& story::check(bool holds, std::string expected, std::string because) {
  if (holds) return *this;
  if (!state_->steps.empty()) state_->steps.back().right = false;
  state_->fail(std::move(expected), std::move(because));
}

void story::end(std::string because) {
  if (state_->ended) return;
  if (state_->at < state_->record.events.size()) {
    state_->saw(state_->next().words(), false);
    state_->fail("nothing more", "the case is over here");
  }
  if (state_->record.how != ending::complete)
    state_->fail_at_end("a clean end", std::move(because));
  state_->ended = true;
  --current_case().stories_open;
}

}  // namespace judge

namespace grader {

std::vector<probe_input> to_probe(std::vector<judge::input> inputs) {
  std::vector<probe_input> sent;
  for (judge::input& in : inputs) {
    probe_input p{std::move(in.name), {}};
    if (auto* list = std::get_if<std::vector<std::int64_t>>(&in.content))
      p.content = *list;
    else
      std::visit([&](const auto& v) { p.content = v; },
                 std::get<judge::value>(in.content).raw());
    sent.push_back(std::move(p));
  }
  return sent;
}

void fail_case() {
  FAIL(current_case().verdict.headline);
  throw 0;  // not reached: FAIL throws
}

}  // namespace grader

namespace judge {

story run(std::string_view name, std::vector<input> inputs) {
  case_state& c = current_case();
  auto state = std::make_shared<story::state>();
  state->record = c.run(std::string(name), grader::to_probe(std::move(inputs)));
  c.verdict.ms += state->record.wall_ms;
  ++c.stories_open;
  if (state->record.how == ending::fault) state->fail_at_end("", "");
  return story(std::move(state));
}

}  // namespace judge
