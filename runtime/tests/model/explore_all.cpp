// SPDX-License-Identifier: MIT
//
// Explores each scenario of the models, two at a time, and prints a table.
//
//   kioto_model_tests                  each for a second at most
//   kioto_model_tests --seconds 60     the nightly
//   kioto_model_tests steal_ring       those whose name begins so
//
// Fails if an execution is wrong: says what, and how to see it again.
#include <sys/wait.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

struct request {
  std::string seconds = "1";
  unsigned jobs = 2;
  std::vector<std::string> names;  // begins of names; empty: all
};

[[noreturn]] void refuse() {
  std::fputs("usage: kioto_model_tests [--seconds S] [--jobs N] [NAME...]\n",
             stderr);
  std::exit(2);
}

request parse(int count, char** arguments) {
  request r;
  for (int i = 1; i < count; ++i) {
    const std::string_view a = arguments[i];
    const auto next = [&] {
      if (++i == count) refuse();
      return arguments[i];
    };
    if (a == "--seconds") {
      r.seconds = next();
    } else if (a == "--jobs") {
      r.jobs = static_cast<unsigned>(std::max(1, std::atoi(next())));
    } else if (a.starts_with("-")) {
      refuse();
    } else {
      r.names.emplace_back(a);
    }
  }
  return r;
}

// What the command prints; nothing if it fails.
std::string output_of(const std::string& command) {
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  std::string text;
  char part[4096];
  for (std::size_t n; (n = std::fread(part, 1, sizeof part, pipe)) != 0;) {
    text.append(part, n);
  }
  const int status = pclose(pipe);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? text : std::string();
}

std::vector<std::string> scenarios(const request& r) {
  std::vector<std::string> names;
  const std::string all = output_of(KIOTO_MODELS " --list");
  for (std::size_t at = 0, end; (end = all.find('\n', at)) != all.npos;
       at = end + 1) {
    const std::string name = all.substr(at, end - at);
    const bool is_asked_for =
        r.names.empty() || std::ranges::any_of(r.names, [&](const auto& n) {
          return name.starts_with(n);
        });
    if (is_asked_for) names.push_back(name);
  }
  return names;
}

// --- the table ---

void print_failure(const nlohmann::json& found) {
  const auto& failure = found["failure"];
  const auto schedule = failure["schedule"].get<std::string>();
  std::printf("  %s: %s\n  once more: %s --scenario %s%s --schedule %s\n",
              failure["kind"].get<std::string>().c_str(),
              failure["text"].get<std::string>().c_str(), KIOTO_MODELS,
              found["scenario"].get<std::string>().c_str(),
              failure["weak_memory"].get<bool>() ? "" : " --no-weak",
              schedule.c_str());
}

// Returns: whether no execution was wrong.
bool print(const std::string& name, const std::string& line) {
  if (line.empty()) {
    std::printf("%-44s %10s\n", name.c_str(), "crashed");
    return false;
  }
  const auto found = nlohmann::json::parse(line);
  std::printf("%-44s %10ld %8.0f  %s\n", name.c_str(),
              found["executions"].get<long>(),
              found["seconds"].get<double>() * 1000,
              found["result"].get<std::string>().c_str());
  if (found["result"] != "failed") return true;
  print_failure(found);
  return false;
}

}  // namespace

int main(int count, char** arguments) {
  const request r = parse(count, arguments);
  const std::vector<std::string> names = scenarios(r);
  std::printf("%-44s %10s %8s\n", "scenario", "executions", "ms");
  std::atomic<std::size_t> next{0};
  std::atomic<bool> all_fine{!names.empty()};
  std::mutex printing;
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < r.jobs; ++i) {
    threads.emplace_back([&] {
      for (std::size_t n; (n = next.fetch_add(1)) < names.size();) {
        const std::string line =
            output_of(KIOTO_MODELS " --seconds " + r.seconds + " --scenario " +
                      names[n] + " 2>/dev/null");
        const std::lock_guard lock(printing);
        if (!print(names[n], line)) all_fine = false;
        std::fflush(stdout);
      }
    });
  }
  threads.clear();
  return all_fine ? 0 : 1;
}
