// SPDX-License-Identifier: MIT
#define CATCH_CONFIG_RUNNER
#include "judge/host.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <charconv>
#include <map>

#include "course/error.hpp"
#include "judge/case_state.hpp"
#include "judge/programs.hpp"

namespace grader {
namespace {

struct selected {
  int number;
  std::string title;
  bool fresh;
};

bool has_tag(const Catch::TestCaseInfo& info, std::string_view tag) {
  return std::find(info.tags.begin(), info.tags.end(), tag) != info.tags.end();
}

bool fits(const Catch::TestCaseInfo& info, build_kind b) {
  bool limited = b == build_kind::perf;  // only its own
  for (build_kind other : all_builds) {
    if (!has_tag(info, name_of(other))) continue;
    if (other == b) return true;
    limited = true;
  }
  return !limited;
}

bool matches(const selected& s, const std::string& only) {
  int number = 0;
  auto [end, failed] =
      std::from_chars(only.data(), only.data() + only.size(), number);
  if (failed == std::errc() && end == only.data() + only.size())
    return s.number == number;
  return s.title.find(only) != std::string::npos;
}

// The exercise's cases in the order of its judge's file, numbered from 1 over
// all builds, so that a number means the same case everywhere. `number` gets
// how many there are, `measured` how many of them are performance cases.
std::vector<selected> select(const judge_options& o, int& number,
                             int& measured) {
  std::vector<selected> chosen;
  number = measured = 0;
  for (const Catch::TestCase& t :
       Catch::getRegistryHub().getTestCaseRegistry().getAllTests()) {
    if (!has_tag(t, o.exercise)) continue;
    selected s{++number, t.name, has_tag(t, "exec")};
    if (has_tag(t, "perf")) ++measured;
    if (fits(t, o.build) && (o.only.empty() || matches(s, o.only)))
      chosen.push_back(s);
  }
  return chosen;
}

// A test specification that matches this title and no other.
std::string exactly(const std::string& title) {
  std::string spec = "\"";
  for (char c : title) {
    if (c == '"' || c == '\\' || c == ',' || c == '[') spec += '\\';
    spec += c;
  }
  return spec + "\"";
}

void send_line(int output, std::string line) {
  line += '\n';
  std::string_view rest = line;
  while (!rest.empty()) {
    ssize_t n = ::write(output, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) ::_exit(5);  // the grader has gone
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
}

// What the reporter, which Catch2 makes, needs to know.
struct reporting {
  int output = -1;
  std::map<std::string, selected> cases;
  std::string failed_assertion;
};
reporting& now() {
  static reporting r;
  return r;
}

class case_reporter : public Catch::StreamingReporterBase<case_reporter> {
 public:
  using StreamingReporterBase::StreamingReporterBase;
  static std::string getDescription() { return "a line of JSON a case"; }

  void testCaseStarting(const Catch::TestCaseInfo& info) override {
    const selected& s = now().cases.at(info.name);
    now().failed_assertion.clear();
    current_case().begin(s.number, s.title, s.fresh);
  }

  void assertionStarting(const Catch::AssertionInfo&) override {}

  bool assertionEnded(const Catch::AssertionStats& stats) override {
    const Catch::AssertionResult& r = stats.assertionResult;
    if (!r.isOk() && now().failed_assertion.empty()) {
      now().failed_assertion =
          r.hasExpression() ? r.getExpressionInMacro() : "";
      if (r.hasMessage())
        now().failed_assertion +=
            (r.hasExpression() ? ": " : "") + std::string(r.getMessage());
    }
    return true;
  }

  void testCaseEnded(const Catch::TestCaseStats& stats) override {
    case_state& c = current_case();
    if (!c.is_told_here()) return;
    bool failed = stats.totals.assertions.failed > 0;
    if (failed && !c.decided) c.decide(outcome::fail, now().failed_assertion);
    if (!failed && c.stories_open != 0)
      c.decide(outcome::fault,
               "fault of the grader: the judge never came to story.end()");
    send_line(now().output, to_json(c.verdict));
    // What is left goes with this process.
    if (c.hung && c.options->mutant != 0) ::_exit(0);
  }
};
CATCH_REGISTER_REPORTER("grader-case", case_reporter)

}  // namespace

int run_judge(const judge_options& o, int output) {
  // Everything that a judge prints by itself would be taken for a verdict.
  if (::dlopen(o.library.c_str(), RTLD_NOW | RTLD_LOCAL) == nullptr) {
    send_line(output,
              fmt::format("fault: cannot load the judges: {}", ::dlerror()));
    return 5;
  }
  int cases = 0, measured = 0;
  std::vector<selected> chosen = select(o, cases, measured);
  std::string line = fmt::format("cases: {} {}", cases, measured);
  for (const selected& s : chosen) line += fmt::format(" {}", s.number);
  send_line(output, std::move(line));
  if (chosen.empty()) return 0;
  probe_programs programs(o);
  current_case().options = &o;
  current_case().programs = &programs;
  now().output = output;

  Catch::ConfigData config;
  config.reporterName = "grader-case";
  config.outputFilename = "%debug";
  for (const selected& s : chosen) {
    now().cases[s.title] = s;
    config.testsOrTags.push_back(exactly(s.title));
    config.testsOrTags.push_back(",");
  }
  config.testsOrTags.pop_back();
  Catch::Session catch_session;
  catch_session.useConfigData(config);
  catch_session.run();
  return 0;
}

int run_catch(int argc, char** argv) {
  return Catch::Session().run(argc, argv);
}

}  // namespace grader
