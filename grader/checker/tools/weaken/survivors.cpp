// SPDX-License-Identifier: MIT
#include "survivors.hpp"

#include <fstream>
#include <sstream>
#include <string_view>

namespace weaken {
namespace {

constexpr std::string_view mark = "survives: ";

// What a line of comment says; empty if it is none.
std::string said_in(const std::string& line) {
  const std::size_t first = line.find_first_not_of(' ');
  if (first == line.npos || line.compare(first, 2, "//") != 0) return {};
  const std::size_t text = line.find_first_not_of(' ', first + 2);
  return text == line.npos ? std::string() : line.substr(text);
}

}  // namespace

void survivors::read(const std::string& file) {
  std::ifstream in(file);
  if (!in) refuse("cannot read " + file);
  std::string argument;
  for (std::string line; std::getline(in, line);) {
    const std::string said = said_in(line);
    if (said.starts_with(mark)) {
      add(argument, file);
      argument = said.substr(mark.size());
    } else if (said.empty()) {
      add(argument, file);
      argument.clear();
    } else if (!argument.empty()) {
      argument += ' ' + said;
    }
  }
  add(argument, file);
}

// "ring::push update acq_rel -> acquire, release: a reason"
void survivors::add(const std::string& argument, const std::string& file) {
  if (argument.empty()) return;
  constexpr std::string_view arrow = " -> ";
  const std::size_t to = argument.find(arrow);
  const std::size_t colon = argument.find(": ", to);
  if (to == argument.npos || colon == argument.npos) {
    refuse(file + ": no argument: " + argument);
  }
  const std::size_t orders = to + arrow.size();
  std::istringstream all(argument.substr(orders, colon - orders));
  for (std::string weaker; std::getline(all >> std::ws, weaker, ',');) {
    reasons_[argument.substr(0, orders) + weaker] = argument.substr(colon + 2);
  }
}

std::string survivors::find(const operation& op, const std::string& weaker) {
  const std::string key =
      op.function + ' ' + op.kind + ' ' + op.order + " -> " + weaker;
  const auto it = reasons_.find(key);
  if (it == reasons_.end()) return {};
  used_.insert(key);
  return it->second;
}

lines survivors::unused() const {
  lines all;
  for (const auto& [key, reason] : reasons_) {
    if (!used_.contains(key)) all.push_back(key);
  }
  return all;
}

}  // namespace weaken
