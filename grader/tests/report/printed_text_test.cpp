// SPDX-License-Identifier: MIT
#include "report/printed_text.hpp"

#include <catch2/catch.hpp>

#include "run/record.hpp"

using namespace grader;

TEST_CASE("a line that is too long goes on in the next row", "[report]") {
  const std::string said =
      "kioto: chapters/ch03-coroutines/hidden/include/ch03/leaf.hpp:39: "
      "awaited twice: somebody else awaits this async\n";
  CHECK(printed_text(said, said.size(), 11) ==
        R"(           your code printed:
             | kioto: chapters/ch03-coroutines/hidden/include/ch03/leaf.hpp:39:
             |   awaited twice: somebody else awaits this async
)");
}

TEST_CASE("a line without a blank is broken anywhere, between characters",
          "[report]") {
  std::string said;
  for (int i = 0; i < 40; ++i) said += "\u00e9";
  CHECK(printed_text(said, said.size(), 50) ==
        R"(                                                  your code printed:
                                                    | éééééééééééééééééééééééééé
                                                    |   éééééééééééééé
)");
  const std::string endless(10'000, 'x');
  const std::string shown = printed_text(endless, endless.size(), 2);
  CHECK(shown.size() < 6 * 81);
  CHECK(shown.ends_with("xxx...\n    | ... (10000 bytes in all)\n"));
}

TEST_CASE("of many lines the first and the last are shown", "[report]") {
  std::string said;
  for (int i = 1; i <= 14; ++i) said += "line " + std::to_string(i) + "\n";
  CHECK(printed_text(said, said.size(), 2) == R"(  your code printed:
    | line 1
    | line 2
    | line 3
    | line 4
    | line 5
    | line 6
    | ... (103 bytes in all)
    | line 9
    | line 10
    | line 11
    | line 12
    | line 13
    | line 14
)");
  const std::string endless = printed_text(said, output_limit + 1, 2);
  CHECK(endless.ends_with("line 12\n    | ... (more than 16 MiB in all)\n"));
}

TEST_CASE("nothing printed is nothing told", "[report]") {
  CHECK(printed_text("", 0, 2).empty());
}
