// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <random>

#include "cli/verbs.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

constexpr std::uint64_t ci_seed = 0x5eed;

[[noreturn]] void throw_unknown(const course& c, const std::string& id) {
  std::string near;
  for (const std::string& other : did_you_mean(c, id))
    near += (near.empty() ? "Did you mean " : " or ") + other;
  throw usage_error(
      fmt::format("there is no exercise or chapter `{}`", id),
      near.empty() ? "`grader list` shows all of them." : near + "?");
}

}  // namespace

std::vector<const exercise*> find_exercises(
    const course& c, const std::vector<std::string>& ids) {
  auto wanted = [&](const exercise& e) {
    return ids.empty() || std::any_of(ids.begin(), ids.end(), [&](auto& id) {
             return id == e.id || id == e.chapter;
           });
  };
  for (const std::string& id : ids)
    if (c.find_chapter(id) == nullptr && c.find_exercise(id) == nullptr)
      throw_unknown(c, id);
  std::vector<const exercise*> found;
  for (const chapter& ch : c.chapters)
    for (const exercise& e : ch.exercises)
      if (wanted(e)) found.push_back(&e);
  return found;
}

const exercise* next_exercise(const session_context& s, const std::string& id) {
  if (const exercise* const named = s.of.find_exercise(id)) return named;
  if (!id.empty() && s.of.find_chapter(id) == nullptr) throw_unknown(s.of, id);
  for (const chapter& ch : s.of.chapters) {
    if (!id.empty() && ch.id != id) continue;
    for (const exercise& e : ch.exercises)
      if (load_progress(s.where.state, e.id).state != progress_state::solved)
        return &e;
  }
  return nullptr;
}

const exercise& exercise_or_next(const session_context& s,
                                 const std::string& id) {
  if (!id.empty()) {
    const exercise* e = s.of.find_exercise(id);
    if (e == nullptr) throw_unknown(s.of, id);
    return *e;
  }
  const exercise* e = next_exercise(s);
  if (e == nullptr)
    throw usage_error("every exercise is solved: name one",
                      "`grader list` shows all of them.");
  return *e;
}

std::optional<std::uint64_t> parse_seed(const std::string& text) {
  if (text.empty()) return std::nullopt;
  std::uint64_t seed = 0;
  auto [end, failed] =
      std::from_chars(text.data(), text.data() + text.size(), seed, 16);
  if (failed != std::errc() || end != text.data() + text.size())
    throw usage_error(
        fmt::format("--seed {}: a seed is a hexadecimal number", text));
  return seed;
}

exit_status status_of(const std::vector<exercise_verdict>& all) {
  const auto any = [&](exercise_state s) {
    return std::ranges::any_of(all, [&](auto& v) { return v.state == s; });
  };
  if (any(exercise_state::fault)) return exit_status::grader_fault;
  if (any(exercise_state::does_not_build)) return exit_status::does_not_build;
  if (any(exercise_state::failed)) return exit_status::check_failed;
  return exit_status::pass;
}

std::string quoted(const std::string& word) {
  const bool is_plain = !word.empty() && std::ranges::all_of(word, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("-._/+").find(c) != std::string_view::npos;
  });
  if (is_plain) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

std::uint64_t default_seed() {
  const char* ci = std::getenv("CI");
  if (ci != nullptr && *ci != '\0') return ci_seed;
  return std::random_device()() & 0xffff'ffffu;
}

}  // namespace grader
