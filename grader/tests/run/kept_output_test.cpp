// SPDX-License-Identifier: MIT
#include "run/kept_output.hpp"

#include <catch2/catch.hpp>

using namespace grader;

TEST_CASE("a long output is kept at both ends", "[run]") {
  kept_output printed;
  printed.append("first\n");
  CHECK(printed.text() == "first\n");
  printed.append(std::string(kept_output::most, 'x'));
  CHECK(printed.text().size() == kept_output::most + 6);
  for (int i = 0; i < 100; ++i) printed.append(std::string(5000, 'y'));
  printed.append("last\n");
  CHECK(printed.text().starts_with("first\nxxx"));
  CHECK(printed.text().ends_with("yyylast\n"));
  CHECK(printed.text().find("x\n...\ny") != std::string::npos);
  CHECK(printed.text().size() == 2 * kept_output::most + 5);
  printed.clear();
  CHECK(printed.text().empty());
}
