// SPDX-License-Identifier: MIT
//
// Which memory orders of a program do its scenarios need? Takes each operation
// to be weaker than the program says, one at a time, and explores all
// scenarios:
//
//   checker_weaken PROGRAM [--seconds S] [--argued FILE]...
//
//   | operation                                | weaker  | caught by          |
//   | steal_ring::push, store release, line 70 | relaxed | steal: data race   |
//   | steal_ring::pop, load acquire, line 91   | relaxed | survives: <reason> |
//
// A survivor has to be argued, in a comment of a FILE:
//
//   // survives: steal_ring::pop load acquire -> relaxed: <reason>
//
// Exit status 1 if one is not, or an argument is about none.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using lines = std::vector<std::string>;

[[noreturn]] void refuse(const std::string& what) {
  std::cerr << what << '\n';
  std::exit(2);
}

lines output_of(const std::string& command) {
  FILE* const pipe = popen((command + " 2> /dev/null").c_str(), "r");
  if (pipe == nullptr) refuse("cannot run " + command);
  std::string text;
  std::array<char, 4096> part;
  while (const std::size_t n = fread(part.data(), 1, part.size(), pipe)) {
    text.append(part.data(), n);
  }
  if (pclose(pipe) != 0) refuse("failed: " + command);
  lines all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

// --- operations ---

/// An operation in the source; it may be several in the program.
struct operation {
  std::string function;  // class::member
  std::string place;     // file:line
  std::string kind;
  std::string order;

  auto operator<=>(const operation&) const = default;
};

// "kioto::detail::steal_ring::push(kioto::x&)" is steal_ring::push.
std::string short_name(std::string name) {
  name.resize(std::min(name.find('('), name.size()));
  std::size_t from = name.rfind("::");
  if (from == name.npos || from == 0) return name;
  from = name.rfind("::", from - 1);
  return from == name.npos ? name : name.substr(from + 2);
}

// "/a/b/c.hpp:12:3" is c.hpp:12.
std::string short_place(const std::string& place) {
  const std::size_t column = place.rfind(':');
  const std::size_t folder = place.rfind('/', column);
  return place.substr(folder + 1, column - folder - 1);
}

// The innermost frame that is not of a system header: pairs of lines, the
// function and the place.
operation located(const std::string& program, const std::string& address) {
  const lines frames =
      output_of("llvm-symbolizer-19 --obj='" + program + "' " + address);
  for (std::size_t i = 0; i + 1 < frames.size(); i += 2) {
    if (frames[i + 1].starts_with("/usr/")) continue;
    return {short_name(frames[i]), short_place(frames[i + 1]), {}, {}};
  }
  return {"?", "?", {}, {}};
}

lines weaker_than(const std::string& kind, const std::string& order) {
  if (order == "acq_rel") return {"acquire", "release"};
  if (order == "acquire" || order == "release") return {"relaxed"};
  if (order != "seq_cst") return {};
  if (kind == "load") return {"acquire"};
  if (kind == "store") return {"release"};
  return {"acq_rel"};
}

// --- arguments ---

class arguments_for_survivors {
 public:
  void read(const std::string& file) {
    constexpr std::string_view mark = "// survives: ";
    std::ifstream in(file);
    if (!in) refuse("cannot read " + file);
    for (std::string line; std::getline(in, line);) {
      const std::size_t at = line.find(mark);
      if (at == line.npos) continue;
      const std::string text = line.substr(at + mark.size());
      const std::size_t colon = text.find(": ");
      if (colon == text.npos) refuse(file + ": no reason: " + line);
      reasons_[text.substr(0, colon)] = text.substr(colon + 2);
    }
  }

  // Returns: empty if there is none.
  std::string find(const operation& op, const std::string& weaker) {
    const std::string key =
        op.function + ' ' + op.kind + ' ' + op.order + " -> " + weaker;
    const auto it = reasons_.find(key);
    if (it == reasons_.end()) return {};
    used_.insert(key);
    return it->second;
  }

  lines unused() const {
    lines all;
    for (const auto& [key, reason] : reasons_) {
      if (!used_.contains(key)) all.push_back(key);
    }
    return all;
  }

 private:
  std::map<std::string, std::string> reasons_;
  std::set<std::string> used_;
};

// --- running ---

// Returns: "scenario: kind" of the first that fails; empty if none does.
std::string caught_by(const std::string& command) {
  for (const std::string& line : output_of(command)) {
    const auto found = nlohmann::json::parse(line);
    if (found["result"] != "failed") continue;
    return found["scenario"].get<std::string>() + ": " +
           found["failure"]["kind"].get<std::string>();
  }
  return {};
}

int weaken(const std::string& program, const std::string& seconds,
           arguments_for_survivors& argued) {
  const std::string run = '\'' + program + "' --seconds " + seconds;
  std::map<operation, lines> addresses;
  for (const std::string& line : output_of(run + " --orders")) {
    std::istringstream in(line);
    std::string address, kind, order;
    in >> address >> kind >> order;
    operation op = located(program, address);
    op.kind = kind;
    op.order = order;
    addresses[op].push_back(address);
  }
  std::cout << "| operation | weaker | caught by |\n| --- | --- | --- |\n";
  int not_argued = 0;
  for (const auto& [op, its] : addresses) {
    for (const std::string& weaker : weaker_than(op.kind, op.order)) {
      std::string command = run;
      for (const std::string& address : its) {
        command += " --weaken " + address + '=' + weaker;
      }
      std::string result = caught_by(command);
      if (result.empty()) {
        const std::string reason = argued.find(op, weaker);
        if (reason.empty()) ++not_argued;
        result = "survives: " + (reason.empty() ? "not argued" : reason);
      }
      std::cout << "| " << op.function << ", " << op.kind << ' ' << op.order
                << ", " << op.place << " | " << weaker << " | " << result
                << " |\n"
                << std::flush;
    }
  }
  for (const std::string& key : argued.unused()) {
    std::cout << "\nargued, but does not survive: " << key << '\n';
    ++not_argued;
  }
  return not_argued == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  std::string program, seconds = "1";
  arguments_for_survivors argued;
  for (int i = 1; i < count; ++i) {
    const std::string_view a = arguments[i];
    const bool has_value = i + 1 < count;
    if (a == "--seconds" && has_value) {
      seconds = arguments[++i];
    } else if (a == "--argued" && has_value) {
      argued.read(arguments[++i]);
    } else if (program.empty() && !a.starts_with("--")) {
      program = a;
    } else {
      refuse("usage: checker_weaken PROGRAM [--seconds S] [--argued FILE]...");
    }
  }
  if (program.empty()) refuse("which program?");
  return weaken(program, seconds, argued);
}
