// SPDX-License-Identifier: MIT
#include "explain/compiler_words.hpp"

#include <algorithm>

#include "explain/pattern.hpp"
#include "explain/phrases.hpp"

namespace grader {
namespace {

constexpr std::size_t reasons_told = 2;

// Removes each part from `open` to `close`, both included.
void erase_all(std::string& text, std::string_view open,
               std::string_view close) {
  for (std::size_t at = text.find(open); at != std::string::npos;
       at = text.find(open, at)) {
    std::size_t end = text.find(close, at + open.size());
    if (end == std::string::npos) return;
    text.erase(at, end + close.size() - at);
  }
}

// "waker" of "kioto::waker", "poll" of "kioto::poll<int>".
std::string name_alone(std::string_view type) {
  type = type.substr(0, type.find('<'));
  const std::size_t colon = type.rfind("::");
  return std::string(colon == type.npos ? type : type.substr(colon + 2));
}

// Whether the texts hold what a phrase wants of them besides the message.
bool is_about(const phrase& p, std::vector<std::string> parts,
              const std::string& said, const std::vector<std::string>& around) {
  for (std::string& part : parts) part = name_alone(part);
  const auto is_around = [&](const std::string& wanted) {
    return std::ranges::any_of(
        around, [&](const std::string& text) { return text.contains(wanted); });
  };
  const std::string with = filled(p.with, parts);
  const std::string without = filled(p.without, parts);
  return (with.empty() || said.contains(with) || is_around(with)) &&
         (without.empty() || !is_around(without));
}

}  // namespace

std::string plain_message(std::string_view message) {
  std::string text(message);
  erase_all(text, " (aka '", "')");
  erase_all(text, "(anonymous namespace)::", "");
  constexpr std::string_view lambda = "(lambda";
  for (std::size_t at = text.find(lambda); at != std::string::npos;
       at = text.find(lambda, at + 1)) {
    std::size_t end = text.find(')', at);
    if (end != std::string::npos)
      text.erase(at + lambda.size(), end - at - lambda.size());
  }
  return text;
}

std::optional<compiler_words> words_for(const std::string& said,
                                        const std::vector<std::string>& details,
                                        const std::string& source) {
  compiler_words found;
  const std::string message = plain_message(said);
  std::vector<std::string> around = details;
  around.push_back(source);
  for (const auto& phrases : {mistake_phrases(), message_phrases()}) {
    for (const phrase& p : phrases) {
      auto parts = match(p.pattern, message);
      if (!parts || !is_about(p, *parts, said, around)) continue;
      found.about = find_topic(p.code);
      found.words = filled(p.words, *parts);
      break;
    }
    if (found.about != nullptr) break;
  }
  if (found.about == nullptr) return std::nullopt;
  std::size_t told = 0;
  bool call = found.about->code.starts_with("no-matching") ||
              found.about->code == "no-constructor";
  for (const std::string& detail : details) {
    for (const phrase& p : reason_phrases()) {
      auto parts = match(p.pattern, plain_message(detail));
      if (!parts) continue;
      // Why the only candidate was refused is the mistake.
      if (call && !p.code.empty()) found.about = find_topic(p.code);
      if (!p.words.empty() && told++ < reasons_told)
        found.words += " " + filled(p.words, *parts);
      break;
    }
  }
  return found;
}

}  // namespace grader
