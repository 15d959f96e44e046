// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <grader/judge.hpp>
#include <iterator>
#include <string>
#include <vector>

namespace {

constexpr std::array people = {
    "Ada",  "Alan",    "Barbara", "Bjarne", "Dennis", "Donald", "Edsger",
    "Fran", "Grace",   "Ken",     "Leslie", "Linus",  "Lynn",   "Margaret",
    "Mary", "Niklaus", "Radia",   "Shafi",  "Tony",   "Vint"};

std::vector<std::string> some_names(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    const auto who = judge::pick(0, std::ssize(people) - 1);
    names.emplace_back(people[static_cast<std::size_t>(who)]);
  }
  return names;
}

// What greet must return.
std::string greeting(const std::vector<std::string>& names) {
  if (names.empty()) return "Hello!";
  if (names.size() == 1) return fmt::format("Hello, {}!", names[0]);
  const std::vector<std::string> all_but_last(names.begin(), names.end() - 1);
  return fmt::format("Hello, {} and {}!", fmt::join(all_but_last, ", "),
                     names.back());
}

void greet(const std::vector<std::string>& names, std::string because) {
  auto s = judge::run("greet",
                      {{"names", fmt::format("{}", fmt::join(names, " "))}});
  s.blame("hello::greet")
      .step("greet({{{}}})", fmt::join(names, ", "))
      .expect("returned", {greeting(names)}, std::move(because));
  s.end();
}

}  // namespace

TEST_CASE("one name is greeted alone", "[ch00.hello]") {
  greet(some_names(1), "with a single name there is nothing to join");
}

TEST_CASE("two names are joined by and", "[ch00.hello]") {
  greet(some_names(2), "the word and stands before the last name");
}

TEST_CASE("more names have commas, and only the last has an and",
          "[ch00.hello]") {
  for (int count = 3; count <= 6; ++count)
    greet(some_names(count),
          "a comma stands before every name but the last, and the last has the "
          "word and in its place");
}

TEST_CASE("without a name it is Hello! alone", "[ch00.hello]") {
  greet({}, "an empty list has no name to say, and no comma either");
}
