// SPDX-License-Identifier: MIT
#include "report/printer.hpp"

#include <unistd.h>
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

#include "report/findings.hpp"

using namespace grader;

namespace {

case_verdict one(int number, std::optional<build_kind> build, outcome result) {
  case_verdict c;
  c.number = number;
  c.title = "it works";
  c.build = build;
  c.result = result;
  return c;
}

case_verdict failed(int number, build_kind build, std::string headline = "") {
  case_verdict c = one(number, build, outcome::fail);
  c.headline = std::move(headline);
  return c;
}

constexpr auto plain_build = build_kind::plain;
const std::string freed =
    "asan+ubsan: memory is used after it was freed (heap-use-after-free)";
const std::string race =
    "tsan: two threads use the same memory and nothing orders them (data race)";

case_verdict finding(int number, build_kind build, const std::string& headline,
                     int line) {
  case_verdict c = failed(number, build, headline);
  c.where = place{"f", "f.hpp", line};
  return c;
}

// What standard output gets while this lives.
class captured {
 public:
  captured() : file_(std::tmpfile()), saved_(::dup(1)) {
    std::fflush(stdout);
    ::dup2(::fileno(file_), 1);
  }
  ~captured() { restore(); }
  std::string text() {
    restore();
    std::string all;
    std::rewind(file_);
    for (int c; (c = std::fgetc(file_)) != EOF;)
      all.push_back(static_cast<char>(c));
    return all;
  }

 private:
  void restore() {
    if (saved_ < 0) return;
    std::fflush(stdout);
    ::dup2(saved_, 1);
    ::close(std::exchange(saved_, -1));
  }
  std::FILE* file_;
  int saved_;
};

// The lines "PASS 1", "FAIL 2" of a check, as they come or all at once.
std::string lines_of(const std::vector<case_verdict>& cases, bool unchanged) {
  console out(format::plain);
  exercise_verdict v;
  v.id = "ch01.poll";
  v.state = exercise_state::failed;
  captured text;
  {
    printer page(out, {v.id}, true);
    if (unchanged) v.cases = cases;
    page.started(v);
    for (const case_verdict& c : cases) {
      if (!unchanged) v.cases.push_back(c);
      page.case_ended(
          v, unchanged ? v.cases[static_cast<std::size_t>(&c - cases.data())]
                       : v.cases.back());
    }
    page.ended(v);
  }
  return text.text();
}

std::string heads(const std::string& text) {
  std::string found;
  for (std::size_t at = 0; at < text.size();) {
    const std::string line = text.substr(at, text.find('\n', at) - at);
    if (line.starts_with("  PASS") || line.starts_with("  FAIL"))
      found += line.substr(2, 1) + std::to_string(std::stoi(line.substr(6))) +
               (line.ends_with("]") ? line.substr(line.find('[')) : "") + " ";
    at += line.size() + 1;
  }
  return found;
}

}  // namespace

TEST_CASE("a sanitizer's finding is told below the plain story", "[report]") {
  const std::vector<case_verdict> cases = {
      failed(1, plain_build), finding(1, build_kind::asan, freed, 12)};
  for (bool unchanged : {false, true}) {
    const std::string text = lines_of(cases, unchanged);
    CHECK(heads(text) == "F1 F1[asan+ubsan] ");
    CHECK(text.contains("memory is used after it was freed"));
    CHECK(text.contains("your f (f.hpp:12)"));
  }
}

TEST_CASE("a sanitizer's failure without a finding is not told", "[report]") {
  CHECK(heads(lines_of({failed(1, plain_build), failed(1, build_kind::asan)},
                       false)) == "F1 ");
  // Nor one that says what the plain build has said.
  const auto crash =
      failed(1, plain_build, "it crashed: a pointer points nowhere (SIGSEGV)");
  CHECK(heads(lines_of({crash, finding(1, build_kind::asan,
                                       "asan+ubsan: a pointer points nowhere "
                                       "(SEGV)",
                                       3)},
                       false)) == "F1 ");
}

TEST_CASE("a leak is not the cause of a wrong answer", "[report]") {
  const auto leak =
      finding(1, build_kind::asan,
              "asan+ubsan: memory is never freed (detected memory leaks)", 3);
  CHECK(heads(lines_of({failed(1, plain_build), leak}, false)) == "F1 ");
  CHECK(heads(lines_of({one(1, plain_build, outcome::pass), leak}, false)) ==
        "P1 F1[asan+ubsan] ");
}

TEST_CASE("the same finding is told once", "[report]") {
  std::vector<case_verdict> cases;
  for (int n = 1; n < 4; ++n) cases.push_back(failed(n, plain_build));
  for (int n = 1; n < 4; ++n)
    cases.push_back(finding(n, build_kind::asan, freed, 12));
  cases.push_back(finding(2, build_kind::tsan, race, 20));
  CHECK(heads(lines_of(cases, false)) == "F1 F2 F3 F1[asan+ubsan] F2[tsan] ");
}

TEST_CASE("a case that only sanitizers have is told once", "[report]") {
  for (bool unchanged : {false, true}) {
    CHECK(heads(lines_of({one(1, plain_build, outcome::pass),
                          one(2, build_kind::asan, outcome::pass),
                          one(2, build_kind::tsan, outcome::pass)},
                         unchanged)) == "P1 P2[asan+ubsan] ");
    CHECK(heads(lines_of(
              {one(1, plain_build, outcome::pass), failed(2, build_kind::asan),
               failed(2, build_kind::tsan)},
              unchanged)) == "P1 F2[asan+ubsan] ");
  }
}

TEST_CASE("cases are told in the order of their numbers", "[report]") {
  // 2 is of tsan alone, 3 of perf, 4 the compiler's.
  const auto pass = outcome::pass;
  const std::vector<case_verdict> all = {
      one(1, plain_build, pass), one(4, std::nullopt, pass),
      one(2, build_kind::tsan, pass), one(3, build_kind::perf, pass)};
  CHECK(heads(lines_of(all, false)) == "P1 P2[tsan] P3[perf] P4 ");
  // Also where one of them fails.
  std::vector<case_verdict> one_fails = all;
  one_fails[2].result = outcome::fail;
  CHECK(heads(lines_of(one_fails, false)) == "P1 F2[tsan] P3[perf] P4 ");
}
