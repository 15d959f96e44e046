// SPDX-License-Identifier: MIT
#include <charconv>
#include <checker/schedule.hpp>
#include <checker/vector_clock.hpp>

namespace checker {
namespace {

constexpr int most_repeats = 100'000;

bool parse_number(std::string_view& text, int& to) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), to);
  if (error != std::errc{} || to < 0) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

int deviations(const schedule& choices) {
  int sum = 0;
  for (const choice& c : choices) sum += c.cost;
  return sum;
}

std::string to_string(const schedule& choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size();) {
    std::size_t end = i + 1;
    while (end < choices.size() &&
           choices[end].is_thread == choices[i].is_thread &&
           choices[end].value == choices[i].value) {
      ++end;
    }
    if (!text.empty()) text += '.';
    if (!choices[i].is_thread) text += 'v';
    text += std::to_string(choices[i].value);
    if (end - i > 1) text += 'x' + std::to_string(end - i);
    i = end;
  }
  return text;
}

std::optional<schedule> parse_schedule(std::string_view text) {
  schedule choices;
  if (text.empty()) return choices;
  do {
    const bool is_thread = !take(text, 'v');
    int value = 0, repeats = 1;
    if (!parse_number(text, value) || value >= most_threads) return {};
    if (take(text, 'x') && !parse_number(text, repeats)) return {};
    if (repeats < 1 || repeats > most_repeats) return {};
    for (int i = 0; i < repeats; ++i) {
      choices.push_back({is_thread, static_cast<std::uint8_t>(value), 0});
    }
  } while (take(text, '.'));
  if (!text.empty()) return {};
  return choices;
}

}  // namespace checker
