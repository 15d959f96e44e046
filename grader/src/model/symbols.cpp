// SPDX-License-Identifier: MIT
#include "model/symbols.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "build/jobs.hpp"
#include "run/sanitizer_report.hpp"

namespace grader {
namespace {

using nlohmann::json;

// Arguments of one command: far below what the kernel takes.
constexpr std::size_t most_addresses = 20'000;

std::string text_at(const json& j, const char* key) {
  auto it = j.find(key);
  return it != j.end() && it->is_string() ? printable(it->get<std::string>())
                                          : std::string();
}

int number_at(const json& j, const char* key) {
  auto it = j.find(key);
  if (it == j.end() || !it->is_number_integer()) return 0;
  const auto n = it->get<std::int64_t>();
  return n >= 0 && n <= 1'000'000'000 ? static_cast<int>(n) : 0;
}

code_frame read_frame(const json& j) {
  code_frame f;
  if (!j.is_object()) return f;
  f.function = text_at(j, "FunctionName");
  f.file =
      std::filesystem::path(text_at(j, "FileName")).lexically_normal().string();
  f.line = number_at(j, "Line");
  f.column = number_at(j, "Column");
  f.begin_line = number_at(j, "StartLine");
  return f;
}

bool is_below(const std::filesystem::path& file,
              const std::filesystem::path& folder) {
  return !folder.empty() &&
         std::mismatch(folder.begin(), folder.end(), file.begin(), file.end())
                 .first == folder.end();
}

}  // namespace

symbol_table::symbol_table(std::string_view symbolizer_output,
                           std::filesystem::path checker_folder)
    : checker_(std::move(checker_folder)) {
  // A warning may stand in front.
  symbolizer_output.remove_prefix(
      std::min(symbolizer_output.find('['), symbolizer_output.size()));
  const json all = json::parse(symbolizer_output, nullptr, false);
  if (!all.is_array()) return;
  for (const json& one : all) {
    if (!one.is_object()) continue;
    const std::string text = text_at(one, "Address");
    std::uint64_t address = 0;
    if (!text.starts_with("0x")) continue;
    std::from_chars(text.data() + 2, text.data() + text.size(), address, 16);
    auto symbols = one.find("Symbol");
    if (symbols == one.end() || !symbols->is_array()) continue;
    for (const json& s : *symbols) frames_[address].push_back(read_frame(s));
  }
}

code_stack symbol_table::stack(const call_addresses& calls) const {
  code_stack all;
  for (const std::uint64_t address : calls)
    if (auto it = frames_.find(address); it != frames_.end())
      all.insert(all.end(), it->second.begin(), it->second.end());
  return all;
}

bool symbol_table::is_learners(const code_frame& f) const {
  return f.line > 0 && !f.file.empty() && !f.file.starts_with("/usr/") &&
         f.file.find("/include/c++/") == std::string::npos &&
         !is_below(f.file, checker_);
}

code_stack symbol_table::learners(const call_addresses& calls) const {
  code_stack all = stack(calls);
  std::erase_if(all, [this](const code_frame& f) { return !is_learners(f); });
  return all;
}

std::vector<std::uint64_t> addresses_in(const exploration& x) {
  std::set<std::uint64_t> all;
  const auto add = [&](const call_addresses& calls) {
    all.insert(calls.begin(), calls.end());
  };
  if (!x.failure) return {};
  for (const model_party* p :
       {&x.failure->who, &x.failure->other, &x.failure->allocated})
    add(p->calls);
  for (const call_addresses& calls : x.failure->spawned_at) add(calls);
  for (const model_event& e : x.failure->events) add(e.calls);
  for (const model_blocked& b : x.failure->blocked) {
    add(b.calls);
    add(b.held_since);
  }
  return {all.begin(), all.end()};
}

std::string symbolize(const std::string& symbolizer,
                      const std::filesystem::path& program,
                      const std::vector<std::uint64_t>& addresses) {
  if (addresses.empty()) return "[]";
  std::vector<std::string> command = {symbolizer, "--obj=" + program.string(),
                                      "--output-style=JSON", "--inlines"};
  for (const std::uint64_t a : addresses) {
    if (command.size() == most_addresses) break;
    command.push_back(fmt::format("0x{:x}", a));
  }
  job_limits limits;
  limits.output_bytes = std::size_t{64} << 20;
  return run_command(std::move(command), limits).output;
}

}  // namespace grader
