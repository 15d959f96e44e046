// SPDX-License-Identifier: MIT
#include "model/model_answer.hpp"

#include <catch2/catch.hpp>
#include <csignal>

using namespace grader;

namespace {

std::string proved(const std::string& scenario, const std::string& executions) {
  return "{\"scenario\":\"" + scenario +
         "\",\"result\":\"proved\",\"phase\":\"bounded\",\"executions\":" +
         executions +
         ",\"pruned\":0,\"seconds\":0.1,\"longest\":5,\"outcomes\":[]}\n";
}

// What a run that ended like this is told as; "fine" if it is an answer.
std::string told(model_ending how, int status, const std::string& said) {
  model_run run;
  run.how = how;
  run.status = status;
  run.said = said;
  const auto found = answer_of(run, "park", 9);
  return found ? "fine" : found.error();
}

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("only an answer about the scenario is one", "[model]") {
  const auto ended = model_ending::exited;
  CHECK(told(ended, 0, proved("park", "12")) == "fine");
  CHECK(told(ended, 0, "printed before main\n" + proved("park", "12")) ==
        "fine");
  CHECK(says(told(ended, 0, ""), "ended before the checker had an answer"));
  CHECK(says(told(ended, 0, "\n\n"), "ended before the checker had an answer"));
  CHECK(says(told(ended, 0, "PASS"), "cannot be understood: it is not JSON"));
  CHECK(says(told(ended, 0, "{}"), "the report has no scenario"));
  CHECK(says(told(ended, 0, proved("other", "12")), "about something else"));
  CHECK(says(told(ended, 0, proved("park", "0")), "nothing was explored"));
  CHECK(says(told(ended, 0, proved("park", "-1")), "not a number"));
  CHECK(says(told(ended, 0, proved("park", "12") + "x"), "it is not JSON"));
}

TEST_CASE("a program that breaks off has no answer, whatever it said",
          "[model]") {
  const std::string said = proved("park", "12");
  CHECK(told(model_ending::exited, 2, said) ==
        "the program ended with exit status 2 and no answer");
  CHECK(told(model_ending::killed, SIGKILL, said) ==
        "the program was killed by SIGKILL");
  CHECK(says(told(model_ending::timed_out, SIGXCPU, said),
             "stopped after 9 s, because one execution does not end"));
  CHECK(says(told(model_ending::too_much_output, SIGXFSZ, said),
             "more than 16 MiB"));
}

TEST_CASE("a schedule says whether loads may get old values", "[model]") {
  model_failure f;
  f.schedule = "0x3.1";
  CHECK(schedule_text(f) == "0x3.1");
  std::vector<std::string> words;
  add_schedule(words, schedule_text(f));
  CHECK(words == std::vector<std::string>{"--schedule", "0x3.1", "--no-weak"});
  f.weak_memory = true;
  words.clear();
  add_schedule(words, schedule_text(f));
  CHECK(words == std::vector<std::string>{"--schedule", "0x3.1"});
}
