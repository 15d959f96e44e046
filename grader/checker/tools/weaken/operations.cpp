// SPDX-License-Identifier: MIT
#include "operations.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace weaken {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// --- places ---

// What a function of std::atomic does is done by who calls it.
bool is_of_atomic(const std::string& file) {
  return file.ends_with("/atomic") || file.ends_with("/atomic_base.h");
}

bool is_in(const std::vector<std::string>& folders, const std::string& file) {
  return folders.empty() || std::ranges::any_of(folders, [&](const auto& f) {
           return file.starts_with(f + '/');
         });
}

// Nothing if it is not in the folders, or a library's.
std::optional<operation> located(const json& frames,
                                 const std::vector<std::string>& folders) {
  for (const json& frame : frames) {
    const fs::path file =
        fs::path(frame["FileName"].get<std::string>()).lexically_normal();
    if (is_of_atomic(file)) continue;
    if (file.string().starts_with("/usr/") || !is_in(folders, file)) break;
    return operation{file.filename(),
                     frame["Line"],
                     short_name(frame["FunctionName"]),
                     {},
                     {}};
  }
  return std::nullopt;
}

using places = std::map<std::string, std::optional<operation>>;  // by address

places locate(const std::string& program, const std::set<std::string>& all,
              const std::vector<std::string>& folders) {
  std::string command =
      "llvm-symbolizer-19 --output-style=JSON --obj=" + in_quotes(program);
  for (const std::string& address : all) command += ' ' + address;
  places found;
  for (const std::string& line : run(command).printed) {
    for (const json& one : json::parse(line)) {
      found[one["Address"]] = located(one["Symbol"], folders);
    }
  }
  return found;
}

// --- scenarios ---

// A scenario, and what it says of its orders.
using explored = std::pair<scenario, json>;

void explore(explored& one, const std::string& seconds) {
  auto& [it, orders] = one;
  const command_output out =
      run(in_quotes(it.program) + " --orders --seconds " + seconds +
          " --scenario " + it.name);
  if (out.has_crashed) refuse(it.name + " crashes as it is");
  json report = json::parse(out.printed.at(0));
  const std::string result = report["result"];
  if (result == "failed") refuse(it.name + " fails as it is");
  it.is_proved = result == "proved";
  it.executions = report["executions"];
  orders = std::move(report["orders"]);
}

void note_uses(scenario& of, const json& orders, const places& where) {
  for (const json& o : orders) {
    const std::string address = o["at"];
    const auto place = where.find(address);
    if (place == where.end() || !place->second) continue;
    operation op = *place->second;
    op.kind = o["kind"];
    op.order = o["order"];
    of.uses[op].push_back(address);
    if (!o.contains("if_it_fails")) continue;
    op.kind = "failure";
    op.order = o["if_it_fails"];
    of.uses[op].push_back(address + "/failure");
  }
}

// Those that were explored to the end, and then those with few operations.
auto size(const scenario& s) {
  return std::tuple(!s.is_proved, s.is_proved ? s.executions : 0, s.uses.size(),
                    s.name);
}

}  // namespace

std::vector<scenario> explore(const selection& what) {
  std::vector<explored> all;
  for (const std::string& program : what.programs) {
    for (const std::string& name :
         run(in_quotes(program) + " --list").printed) {
      all.push_back({{program, name, false, 0, {}}, {}});
    }
  }
  in_parallel(what.jobs, all.size(),
              [&](std::size_t i) { explore(all[i], what.seconds); });
  std::map<std::string, std::set<std::string>> addresses;  // by program
  for (const auto& [it, orders] : all) {
    for (const json& o : orders) addresses[it.program].insert(o["at"]);
  }
  std::map<std::string, places> where;
  for (const auto& [program, its] : addresses) {
    where[program] = locate(program, its, what.folders);
  }
  std::vector<scenario> scenarios;
  for (auto& [it, orders] : all) {
    note_uses(it, orders, where[it.program]);
    scenarios.push_back(std::move(it));
  }
  std::ranges::sort(scenarios, {}, size);
  return scenarios;
}

std::string short_name(const std::string& function) {
  constexpr std::string_view unnamed = "(anonymous namespace)::";
  std::string name;
  int depth = 0;  // of template arguments
  for (std::size_t i = 0; i < function.size(); ++i) {
    const char c = function[i];
    if (function.compare(i, unnamed.size(), unnamed) == 0) {
      i += unnamed.size() - 1;
    } else if (c == '<') {
      ++depth;
    } else if (c == '>') {
      --depth;
    } else if (depth == 0) {
      if (c == '(') break;
      name += c;
      if (c == ' ') name.clear();  // behind the type of what it returns
    }
  }
  std::size_t from = name.rfind("::");
  if (from == name.npos || from == 0) return name;
  from = name.rfind("::", from - 1);
  return from == name.npos ? name : name.substr(from + 2);
}

}  // namespace weaken
