// SPDX-License-Identifier: MIT
#include "check/model_cases.hpp"

#include <catch2/catch.hpp>

#include "../temporary.hpp"
#include "build/files.hpp"
#include "course/error.hpp"

using namespace grader;

namespace {

struct hidden {
  explicit hidden(const std::string& text) {
    e.id = "ch01.x";
    e.name = "x";
    e.hidden_dir = at.path();
    write_file(at.path() / "model.cpp", text);
  }

  std::string complaint() const {
    try {
      find_model_cases(e);
    } catch (const course_error& c) {
      return c.what();
    }
    return "no complaint";
  }

  temporary_folder at;
  exercise e;
};

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("model cases come from the text of model.cpp, in its order",
          "[check]") {
  const hidden h(
      "// SPDX-License-Identifier: MIT\n#include <grader/model.hpp>\n"
      "// PROBE_MODEL(in_a_comment)\n  PROBE_MODEL(not_at_the_margin) {}\n\n"
      "// case: second: but first\n// What it is about.\n"
      "PROBE_MODEL(b) { }\n\n// case: the last one\nPROBE_MODEL(a2) {\n}\n");
  const auto cases = find_model_cases(h.e);
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].scenario == "b");
  CHECK(cases[0].title == "second: but first");
  CHECK(cases[1].scenario == "a2");
  CHECK(cases[1].title == "the last one");
}

TEST_CASE("what is wrong in a model.cpp is an author's error", "[check]") {
  CHECK(says(hidden("int x;\n").complaint(), "there is no PROBE_MODEL(name)"));
  CHECK(says(hidden("// case: a\n\nPROBE_MODEL(a) {}\n").complaint(),
             "model.cpp:3: PROBE_MODEL(a) needs a comment `// case: ...`"));
  CHECK(says(hidden("// case: a\nPROBE_MODEL(a b) {}\n").complaint(),
             "small letters, digits and \"_\""));
  CHECK(says(hidden("// case: a\nPROBE_MODEL(a) {}\n"
                    "// case: b\nPROBE_MODEL(a) {}\n")
                 .complaint(),
             ":4: there are two PROBE_MODEL(a)"));
  CHECK(says(hidden("// case: a\nPROBE_MODEL(a) {}\n"
                    "// case: a\nPROBE_MODEL(b) {}\n")
                 .complaint(),
             ":4: there are two cases `a`"));
}

TEST_CASE("the check \"model\" and a model.cpp need each other", "[check]") {
  hidden h("// case: a\nPROBE_MODEL(a) {}\n");
  CHECK(model_problem_of(h.e) ==
        "hidden/x/model.cpp needs \"model\" among the checks of ch01.x");
  h.e.model = true;
  CHECK(model_problem_of(h.e).empty());
  fs::remove(h.at.path() / "model.cpp");
  CHECK(model_problem_of(h.e) == "ch01.x has no hidden/x/model.cpp");
  h.e.model = false;
  CHECK(model_problem_of(h.e).empty());
}
