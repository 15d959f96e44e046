// SPDX-License-Identifier: MIT
//
// Which memory orders do the scenarios of some programs need? Takes each
// operation to be weaker than its program says, one at a time, and explores the
// scenarios that execute it, until one fails:
//
//   checker_weaken PROGRAM... [--in FOLDER]... [--argued FILE]...
//                  [--seconds S] [--jobs N]
//
//   | operation             | order          | weaker  | noticed by         |
//   | `push`, ring.hpp:70   | store release  | relaxed | `steal`: data race |
//   | `pop`, ring.hpp:91    | load acquire   | relaxed | survives: REASON   |
//
// A survivor has to be argued in a FILE: survivors.hpp says how. FOLDER has the
// operations that are asked about; --seconds are those of a scenario.
//
// Exit status 1 if a survivor is not argued, or an argument is about none.
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "commands.hpp"
#include "operations.hpp"
#include "survivors.hpp"

namespace {

using weaken::lines;
using weaken::operation;
using weaken::scenario;

lines weaker_than(const std::string& kind, const std::string& order) {
  if (order == "acq_rel") return {"acquire", "release"};
  if (order == "acquire" || order == "release") return {"relaxed"};
  if (order != "seq_cst") return {};
  if (kind == "load" || kind == "failure") return {"acquire"};
  if (kind == "store") return {"release"};
  return {"acq_rel"};
}

// An operation, one of its weaker orders, and what came out.
struct question {
  operation op;
  std::string weaker;
  std::string caught_by;  // "`scenario`: kind"; empty: it survives
};

std::vector<question> questions(const std::vector<scenario>& all) {
  std::set<operation> operations;
  for (const scenario& s : all) {
    for (const auto& [op, its] : s.uses) operations.insert(op);
  }
  std::vector<question> asked;
  for (const operation& op : operations) {
    for (const std::string& weaker : weaker_than(op.kind, op.order)) {
      asked.push_back({op, weaker, {}});
    }
  }
  return asked;
}

// --- running ---

struct answer {
  std::string failure;
  bool is_proved = false;
};

answer ask(const scenario& s, const question& q, double seconds) {
  std::string command = weaken::in_quotes(s.program) + " --scenario " + s.name +
                        " --seconds " + std::to_string(seconds);
  for (const std::string& address : s.uses.at(q.op)) {
    command += " --weaken " + address + '=' + q.weaker;
  }
  const weaken::command_output out = weaken::run(command);
  if (out.has_crashed) return {"crash"};
  const auto report = nlohmann::json::parse(out.printed.at(0));
  if (report["result"] == "failed") return {report["failure"]["kind"]};
  return {{}, report["result"] == "proved"};
}

// Most of what is caught is caught soon.
constexpr double at_first = 0.1;

void find_out(question& q, const std::vector<scenario>& all, double seconds) {
  std::vector<const scenario*> left;
  for (const scenario& s : all) {
    if (s.uses.contains(q.op)) left.push_back(&s);
  }
  for (const double time : {at_first * seconds, seconds}) {
    std::vector<const scenario*> sampled;
    for (const scenario* s : left) {
      const answer a = ask(*s, q, time);
      if (!a.failure.empty()) {
        q.caught_by = '`' + s->name + "`: " + a.failure;
        return;
      }
      if (!a.is_proved) sampled.push_back(s);
    }
    left = sampled;
  }
}

// --- the table ---

// Returns: whether each survivor is argued, and each argument about one.
bool print(const std::vector<question>& all, weaken::survivors& argued) {
  std::cout << "| operation | order | weaker | noticed by |\n"
               "| --- | --- | --- | --- |\n";
  std::size_t survivors = 0, not_argued = 0;
  for (const question& q : all) {
    std::string result = q.caught_by;
    if (result.empty()) {
      ++survivors;
      const std::string reason = argued.find(q.op, q.weaker);
      if (reason.empty()) ++not_argued;
      result = "survives: " + (reason.empty() ? "**not argued**" : reason);
    }
    std::cout << "| `" << q.op.function << "`, " << q.op.file << ':'
              << q.op.line << " | " << q.op.kind << ' ' << q.op.order << " | "
              << q.weaker << " | " << result << " |\n";
  }
  const lines unused = argued.unused();
  std::cout << '\n'
            << all.size() << " weaker orders: " << all.size() - survivors
            << " are noticed, " << survivors - not_argued
            << " survive with a reason, " << not_argued << " without.\n";
  for (const std::string& key : unused) {
    std::cout << "\nArgued, but does not survive: " << key << '\n';
  }
  return not_argued == 0 && unused.empty();
}

constexpr const char* usage =
    "usage: checker_weaken PROGRAM... [--in FOLDER]... [--argued FILE]...\n"
    "                      [--seconds S] [--jobs N]";

}  // namespace

int main(int count, char** arguments) {
  weaken::selection what;
  weaken::survivors argued;
  what.seconds = "2";
  for (int i = 1; i < count; ++i) {
    const std::string a = arguments[i];
    const auto next = [&]() -> std::string {
      if (++i == count) weaken::refuse(usage);
      return arguments[i];
    };
    if (a == "--seconds") {
      what.seconds = next();
    } else if (a == "--jobs") {
      what.jobs = std::stoul(next());
    } else if (a == "--in") {
      what.folders.push_back(
          std::filesystem::absolute(next()).lexically_normal());
    } else if (a == "--argued") {
      argued.read(next());
    } else if (!a.starts_with("--")) {
      what.programs.push_back(a);
    } else {
      weaken::refuse(usage);
    }
  }
  if (what.programs.empty()) weaken::refuse(usage);
  const std::vector<scenario> scenarios = weaken::explore(what);
  std::vector<question> all = questions(scenarios);
  weaken::in_parallel(what.jobs, all.size(), [&](std::size_t i) {
    find_out(all[i], scenarios, std::stod(what.seconds));
  });
  return print(all, argued) ? 0 : 1;
}
