// SPDX-License-Identifier: MIT
#include "report/junit.hpp"

#include <catch2/catch.hpp>

using namespace grader;

namespace {

exercise_verdict sample() {
  exercise_verdict v;
  v.id = "ch01.poll";
  v.title = "poll<T>: ready & pending";
  v.state = exercise_state::failed;
  v.seconds = 1.5;
  v.builds = {build_kind::plain};
  case_verdict c;
  c.number = 1;
  c.title = "first";
  c.build = build_kind::plain;
  c.ms = 12;
  c.output = "said \x1b[31m\xff";
  v.cases.push_back(c);
  c.number = 2;
  c.result = outcome::fail;
  c.headline = "a < b";
  c.output.clear();
  v.cases.push_back(c);
  c.number = 3;
  c.build.reset();
  c.result = outcome::not_written;
  v.cases.push_back(c);
  return v;
}

bool holds(const std::string& text, std::string_view part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("text is escaped for XML", "[report]") {
  CHECK(xml_escaped("a<b>&\"c\"") == "a&lt;b&gt;&amp;&quot;c&quot;");
  CHECK(xml_escaped("tab\tline\n") == "tab\tline\n");
  CHECK(xml_escaped(std::string_view("\0\x01\x1b\x7f", 4)) ==
        "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\x7f");
  CHECK(xml_escaped("\xff\xc3(") == "\xef\xbf\xbd\xef\xbf\xbd(");
  CHECK(xml_escaped("\xed\xa0\x80").find('\xed') == std::string::npos);
  CHECK(xml_escaped("\xef\xbf\xbe") == "\xef\xbf\xbd");
  CHECK(xml_escaped("\xf0\x9f\x98\x80 \xc3\xa9") ==
        "\xf0\x9f\x98\x80 \xc3\xa9");
  CHECK(xml_escaped("\r") == "&#13;");
}

TEST_CASE("a suite counts what is in it", "[report]") {
  exercise_verdict v = sample();
  std::string xml = to_junit({{&v, {build_kind::plain, build_kind::asan}}},
                             0x5eed, "isolated");
  CHECK(holds(xml,
              R"(<testsuites name="kioto" tests="4" failures="2" errors="0" )"
              R"(skipped="1" time="1.500">)"));
  CHECK(holds(xml, R"(<property name="seed" value="5eed"/>)"));
  CHECK(holds(xml, R"(<property name="isolation" value="isolated"/>)"));
  CHECK(holds(xml, R"(classname="ch01.poll.plain" name="1 first" )"
                   R"(time="0.012">)"));
  CHECK(holds(xml, "<system-out>said \xef\xbf\xbd[31m\xef\xbf\xbd</system"));
  CHECK(holds(xml, R"(<failure type="fail" message="a &lt; b">)"));
  CHECK(holds(xml, R"(classname="ch01.poll.compiler")"));
  CHECK(holds(xml, R"(<failure type="not_written")"));
  CHECK(holds(xml, R"(classname="ch01.poll.asan" name="all cases")"));
}

TEST_CASE("what does not build is an error", "[report]") {
  exercise_verdict v = sample();
  v.cases.clear();
  v.builds.clear();
  v.state = exercise_state::does_not_build;
  v.diagnostics = {{"error", {"", "poll.hpp", 3}, 4, "no member", "", {}, {}}};
  std::string xml = to_junit({{&v, {build_kind::plain}}}, 1, "not needed");
  CHECK(holds(xml, R"(tests="1" failures="0" errors="1" skipped="0")"));
  CHECK(holds(xml, R"(<error type="does_not_build" message="no member">)"));
  CHECK(holds(xml, "poll.hpp:3:4"));
}

TEST_CASE("a verdict of the cache has its own seed", "[report]") {
  exercise_verdict v = sample();
  v.cached = true;
  v.seed = 0xabc;
  CHECK(holds(to_junit({{&v, {}}}, 0x5eed, "not needed"),
              R"(<property name="seed" value="abc"/>)"));
}
