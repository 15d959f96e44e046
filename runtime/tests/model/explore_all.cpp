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
#include <utility>
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

struct scenario {
  std::string program;
  std::string name;
};

// Of one program.
std::vector<scenario> scenarios(const std::string& program, const request& r) {
  std::vector<scenario> found;
  const std::string path = std::string(KIOTO_MODELS) + '/' + program;
  const std::string all = output_of(path + " --list");
  for (std::size_t at = 0, end; (end = all.find('\n', at)) != all.npos;
       at = end + 1) {
    const std::string name = all.substr(at, end - at);
    const bool is_asked_for =
        r.names.empty() || std::ranges::any_of(r.names, [&](const auto& n) {
          return name.starts_with(n);
        });
    if (is_asked_for) found.push_back({path, name});
  }
  return found;
}

// --- the table ---

void print_failure(const scenario& s, const nlohmann::json& found) {
  const auto& failure = found["failure"];
  std::printf("  %s: %s\n  once more: %s --scenario %s%s --schedule %s\n",
              failure["kind"].get<std::string>().c_str(),
              failure["text"].get<std::string>().c_str(), s.program.c_str(),
              s.name.c_str(),
              failure["weak_memory"].get<bool>() ? "" : " --no-weak",
              failure["schedule"].get<std::string>().c_str());
}

// Returns: whether no execution was wrong.
bool print(const scenario& s, const std::string& line) {
  const bool one_core = s.program.ends_with("one_core");
  const std::string name = s.name + (one_core ? ", one core" : "");
  if (line.empty()) {
    std::printf("%-48s %10s\n", name.c_str(), "crashed");
    return false;
  }
  const auto found = nlohmann::json::parse(line);
  std::printf("%-48s %10ld %8.0f  %s\n", name.c_str(),
              found["executions"].get<long>(),
              found["seconds"].get<double>() * 1000,
              found["result"].get<std::string>().c_str());
  if (found["result"] != "failed") return true;
  print_failure(s, found);
  return false;
}

// Returns: whether no execution of any was wrong.
bool explore(const std::vector<scenario>& all, const request& r) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> all_fine{true};
  std::mutex printing;
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < r.jobs; ++i) {
    threads.emplace_back([&] {
      for (std::size_t n; (n = next.fetch_add(1)) < all.size();) {
        const std::string line =
            output_of(all[n].program + " --seconds " + r.seconds +
                      " --scenario " + all[n].name + " 2>/dev/null");
        const std::lock_guard lock(printing);
        if (!print(all[n], line)) all_fine = false;
        std::fflush(stdout);
      }
    });
  }
  threads.clear();
  return all_fine;
}

}  // namespace

int main(int count, char** arguments) {
  const request r = parse(count, arguments);
  std::vector<scenario> all = scenarios("kioto_models", r);
  for (scenario& s : scenarios("kioto_models_of_one_core", r)) {
    all.push_back(std::move(s));
  }
  if (all.empty()) refuse();
  std::printf("%-48s %10s %8s\n", "scenario", "executions", "ms");
  return explore(all, r) ? 0 : 1;
}
