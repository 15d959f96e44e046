// SPDX-License-Identifier: MIT
#include "author/kill_matrix.hpp"

#include <catch2/catch.hpp>

using namespace grader;

namespace {

exercise_report report_with(int mutants) {
  exercise_report r;
  r.cases = {{1, "first", false, 0, 0, 0},
             {2, "a title that does not fit into its column", true, 0, 0, 0}};
  r.wrong.push_back({"forgets",
                     false,
                     "killed",
                     "plain",
                     "first",
                     "",
                     {{1, false}, {2, true}}});
  for (int i = 1; i <= mutants; ++i)
    r.wrong.push_back({"f: change: x",
                       true,
                       "killed",
                       "plain",
                       "first",
                       "",
                       {{1, i % 2 == 0}}});
  return r;
}

}  // namespace

TEST_CASE("the matrix has a row a case and a column a mistake",
          "[author][matrix]") {
  exercise_report r = report_with(3);
  r.wrong[2].state = "survived";
  r.wrong[2].by.clear();
  r.wrong[3].state = "argued";
  r.wrong[3].by = "it is the same";
  CHECK(mutants_in_words(r) == "1 of 2 mutants killed, 1 argued");
  CHECK(matrix_text(r) ==
        "wrong answers                     1\n"
        "  1 first                         x\n"
        "  2 a title that does not fit ... .\n"
        "\n"
        "  1 forgets\n"
        "\n"
        "mutants                           123\n"
        "  1 first                         x.x\n"
        "  2 a title that does not fit ...\n"
        "\n"
        "  2 survived: f: change: x\n"
        "  3 argued: f: change: x: it is the same\n");
}

TEST_CASE("a wide matrix is folded", "[author][matrix]") {
  const std::string text = matrix_text(report_with(120));
  std::size_t begin = 0, widest = 0;
  for (std::size_t at; (at = text.find('\n', begin)) != text.npos;
       begin = at + 1)
    widest = std::max(widest, at - begin);
  CHECK(widest == 80);
  CHECK(text.find("                                  4  5         6") !=
        std::string::npos);
  CHECK(text.find("mutants                           7890123456") !=
        std::string::npos);
}
