// SPDX-License-Identifier: MIT
#include "report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "course/text_file.hpp"
#include "report/story_text.hpp"

namespace grader {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

struct counts {
  int tests = 0, failures = 0, errors = 0, skipped = 0;
  double seconds = 0;

  counts& operator+=(const counts& o) {
    tests += o.tests;
    failures += o.failures;
    errors += o.errors;
    skipped += o.skipped;
    seconds += o.seconds;
    return *this;
  }
};

std::string attributes(const counts& n) {
  return fmt::format(
      R"(tests="{}" failures="{}" errors="{}" skipped="{}" time="{:.3f}")",
      n.tests, n.failures, n.errors, n.skipped, n.seconds);
}

std::string build_label(const case_verdict& c) {
  return c.build ? std::string(name_of(*c.build)) : "compiler";
}

// One sentence for a list of failures.
std::string message_of(const case_verdict& c) {
  if (!c.headline.empty()) return c.headline;
  if (!c.expected.empty())
    return fmt::format("expected: {}, because {}", c.expected, c.because);
  return c.title;
}

std::string test_case(const exercise_verdict& v, const case_verdict& c,
                      counts& n) {
  ++n.tests;
  std::string head =
      fmt::format(R"(  <testcase classname="{}.{}" name="{} {}" time="{:.3f}")",
                  xml_escaped(v.id), build_label(c), c.number,
                  xml_escaped(c.title), c.ms / 1000);
  std::string body;
  if (c.result != outcome::pass) {
    bool fault = c.result == outcome::fault;
    ++(fault ? n.errors : n.failures);
    console plain(format::plain);
    body = fmt::format("   <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n",
                       fault ? "error" : "failure", name_of(c.result),
                       xml_escaped(message_of(c)),
                       xml_escaped(case_story(c, plain)));
  }
  if (!c.output.empty())
    body +=
        fmt::format("   <system-out>{}</system-out>\n", xml_escaped(c.output));
  if (body.empty()) return head + "/>\n";
  return head + ">\n" + body + "  </testcase>\n";
}

// An exercise that could not be judged is a single test case.
std::string build_error(const exercise_verdict& v, counts& n) {
  ++n.tests;
  ++n.errors;
  console plain(format::plain);
  std::string text, message = v.problem;
  for (const diagnostic& d : v.diagnostics) {
    if (message.empty()) message = d.message;
    text += diagnostic_text(d, plain);
  }
  return fmt::format(
      "  <testcase classname=\"{0}\" name=\"build\" time=\"{1:.3f}\">\n"
      "   <error type=\"{2}\" message=\"{3}\">{4}</error>\n"
      "  </testcase>\n",
      xml_escaped(v.id), v.seconds,
      v.state == exercise_state::fault ? "fault" : "does_not_build",
      xml_escaped(message), xml_escaped(text));
}

std::string skipped_build(const exercise_verdict& v, build_kind b, counts& n) {
  ++n.tests;
  ++n.skipped;
  return fmt::format(
      "  <testcase classname=\"{}.{}\" name=\"all cases\" time=\"0.000\">\n"
      "   <skipped message=\"this build did not run\"/>\n"
      "  </testcase>\n",
      xml_escaped(v.id), name_of(b));
}

std::string suite(const junit_suite& s, std::uint64_t seed,
                  std::string_view isolation, counts& total) {
  const exercise_verdict& v = *s.verdict;
  counts n;
  n.seconds = v.seconds;
  std::string body;
  bool judged =
      v.state == exercise_state::passed || v.state == exercise_state::failed;
  if (!judged) body += build_error(v, n);
  for (const case_verdict& c : v.cases) body += test_case(v, c, n);
  if (judged)
    for (build_kind b : s.wanted)
      if (std::find(v.builds.begin(), v.builds.end(), b) == v.builds.end())
        body += skipped_build(v, b, n);
  total += n;
  std::uint64_t drawn_from = v.cached ? v.seed : seed;
  return fmt::format(
      " <testsuite name=\"{}\" {}>\n"
      "  <properties>\n"
      "   <property name=\"title\" value=\"{}\"/>\n"
      "   <property name=\"seed\" value=\"{:x}\"/>\n"
      "   <property name=\"isolation\" value=\"{}\"/>\n"
      "  </properties>\n{} </testsuite>\n",
      xml_escaped(v.id), attributes(n), xml_escaped(v.title), drawn_from,
      xml_escaped(isolation), body);
}

// XML 1.0 has no control characters but three, and not U+FFFE and U+FFFF.
bool is_xml(std::string_view c) {
  auto byte = static_cast<unsigned char>(c[0]);
  if (c.size() == 1)
    return byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r';
  return c != "\xef\xbf\xbe" && c != "\xef\xbf\xbf";
}

void append_escaped(std::string& out, std::string_view c) {
  if (!is_xml(c))
    out += replacement;
  else if (c == "&")
    out += "&amp;";
  else if (c == "<")
    out += "&lt;";
  else if (c == ">")
    out += "&gt;";
  else if (c == "\"")
    out += "&quot;";
  else if (c == "\r")
    out += "&#13;";
  else
    out += c;
}

std::size_t length_of(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t good = std::min(find_invalid_utf8(text), text.size());
    for (std::size_t i = 0; i < good;) {
      std::size_t n = length_of(static_cast<unsigned char>(text[i]));
      append_escaped(out, text.substr(i, n));
      i += n;
    }
    text.remove_prefix(good);
    if (text.empty()) break;
    out += replacement;
    text.remove_prefix(1);
  }
  return out;
}

std::string to_junit(const std::vector<junit_suite>& suites, std::uint64_t seed,
                     std::string_view isolation) {
  counts total;
  std::string body;
  for (const junit_suite& s : suites) body += suite(s, seed, isolation, total);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"kioto\" {}>\n{}</testsuites>\n",
      attributes(total), body);
}

}  // namespace grader
