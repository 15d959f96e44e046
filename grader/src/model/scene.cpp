// SPDX-License-Identifier: MIT
#include "model/scene.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/expressions.hpp"
#include "report/locate.hpp"

namespace grader {
namespace {

constexpr std::uint64_t first_address = std::uint64_t{1} << 32;
constexpr std::uint64_t least_negative = std::uint64_t{1} << 16;

bool is_of_mutex(model_op op) {
  return op == model_op::lock || op == model_op::try_lock ||
         op == model_op::unlock || op == model_op::wake_up;
}

std::string_view noun_for(model_op op) {
  if (is_of_mutex(op)) return "mutex";
  return op == model_op::wait || op == model_op::notify ? "condition"
                                                        : "atomic";
}

std::string last_name(const std::string& function) {
  std::string name = plain_function_name(function);
  const std::size_t colons = name.rfind("::");
  return colons == std::string::npos ? name : name.substr(colons + 2);
}

std::string letter(std::size_t n) {
  return n < 26 ? std::string(1, static_cast<char>('A' + n))
                : fmt::format("A{}", n - 25);
}

}  // namespace

scene::scene(const model_failure& failure, const symbol_table& symbols,
             source_lines& sources)
    : failure_(failure), symbols_(symbols), sources_(sources) {
  for (const model_event& e : failure.events)
    if (is_own(e.calls)) outer_objects_.insert(e.object);
  name_objects();
}

code_frame scene::frame(const call_addresses& calls) const {
  const code_stack learners = symbols_.learners(calls);
  return learners.empty() ? code_frame() : learners.front();
}

std::string scene::place(const code_frame& f) {
  if (f.line == 0) return {};
  return fmt::format("{}:{}", f.file.substr(f.file.rfind('/') + 1), f.line);
}

std::string scene::source(const code_frame& f) const {
  return line_of(sources_.line(f.file, f.line), 1);
}

// --- objects ---

// The mutex that a lock was declared with, above its use.
std::string scene::mutex_of(const code_frame& at,
                            const std::string& variable) const {
  for (int n = at.line; n >= std::max(1, at.begin_line); --n) {
    const std::string& line = sources_.line(at.file, n);
    for (std::size_t i = line.find(variable); i != std::string::npos;
         i = line.find(variable, i + 1)) {
      const int column = static_cast<int>(i) + 1;
      if (word_at(line, column) != variable) continue;
      std::string found = argument_at(line, column);
      const bool is_declared = i > 0 && line[i - 1] == ' ';
      if (is_declared && !found.empty()) return found;
    }
  }
  return {};
}

std::string scene::expression(model_op op, const call_addresses& calls) const {
  const code_stack all = symbols_.stack(calls);
  const auto own = std::ranges::find_if(
      all, [&](const code_frame& f) { return symbols_.is_learners(f); });
  if (own == all.end() || op == model_op::wake_up) return {};
  const std::string& line = sources_.line(own->file, own->line);
  if (!is_of_mutex(op)) return object_at(line, own->column);
  // Whether a guard locks it, or they do.
  const std::string called =
      own == all.begin() ? "" : plain_function_name((own - 1)->function);
  for (const char* guard :
       {"lock_guard", "scoped_lock", "unique_lock", "shared_lock"}) {
    if (called.find(guard) == std::string::npos) continue;
    if (called.ends_with(guard)) return argument_at(line, own->column);
    return mutex_of(*own, object_at(line, own->column));
  }
  return object_at(line, own->column);
}

void scene::name_objects() {
  std::map<std::string, std::set<std::uint64_t>> objects;
  std::vector<std::pair<std::uint64_t, model_op>> order;
  const auto note = [&](model_op op, std::uint64_t object,
                        const call_addresses& calls) {
    if (object == 0) return;
    order.emplace_back(object, op);
    std::vector<std::string>& all = expressions_[object];
    const std::string words = expression(op, calls);
    if (words.empty()) return;
    objects[words].insert(object);
    if (std::ranges::find(all, words) == all.end()) all.push_back(words);
  };
  for (const model_event& e : failure_.events)
    if (!is_inner(e)) note(e.op, e.object, e.calls);
  for (const model_blocked& b : failure_.blocked)
    note(b.waits_in, b.object, b.calls);
  for (const auto& [object, op] : order) {
    const std::vector<std::string>& all = expressions_[object];
    const bool is_plain = all.size() == 1 && objects[all.front()].size() == 1;
    if (!is_plain) letters_.try_emplace(object, letter(letters_.size()));
  }
}

std::string scene::object(model_op op, std::uint64_t object,
                          const call_addresses& calls) const {
  if (object == 0) return {};
  std::string words = expression(op, calls);
  const auto known = expressions_.find(object);
  if (words.empty() && known != expressions_.end() && !known->second.empty())
    words = known->second.front();
  const auto it = letters_.find(object);
  if (it == letters_.end()) return words;
  if (words.empty()) return fmt::format("{} {}", noun_for(op), it->second);
  return fmt::format("{} ({})", it->second, words);
}

std::string scene::operand(const call_addresses& calls) const {
  const code_frame at = frame(calls);
  return object_at(sources_.line(at.file, at.line), at.column);
}

std::string scene::function(const model_event& e) const {
  const code_stack all = symbols_.stack(e.calls);
  if (all.empty()) return {};
  if (symbols_.is_learners(all.front())) {
    const code_frame& at = all.front();
    return std::string(word_at(sources_.line(at.file, at.line), at.column));
  }
  std::string name = last_name(all.front().function);
  return name.starts_with("operator") || name.starts_with('_') ? "" : name;
}

// --- values ---

std::string scene::value(std::uint64_t value, std::uint64_t size) const {
  const std::uint64_t limit =
      size >= 8 ? 0
                : std::uint64_t{1} << (8 * std::max<std::uint64_t>(1, size));
  if (size >= 4 && value != 0 && limit - value < least_negative)
    return fmt::format("-{}", limit - value);
  if (size < 8 || value < first_address) return std::to_string(value);
  auto at = std::ranges::find(addresses_, value);
  if (at == addresses_.end()) at = addresses_.insert(at, value);
  return fmt::format("p{}", at - addresses_.begin() + 1);
}

std::vector<std::string> scene::address_names() const {
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= addresses_.size(); ++i)
    names.push_back(fmt::format("p{}", i));
  return names;
}

// --- what is the learner's ---

// It does what the learner's code says, and is no part of how the library does
// that: the counters of those who wait for an atomic, for one.
bool scene::is_own(const call_addresses& calls) const {
  const code_stack all = symbols_.stack(calls);
  for (const code_frame& f : all) {
    if (symbols_.is_learners(f)) return true;
    if (f.file.ends_with("/atomic_wait.h")) return false;
  }
  return all.empty() && !calls.empty();  // the symbolizer did not know them
}

bool scene::is_inner(const model_event& e) const {
  switch (e.op) {
    case model_op::load:
    case model_op::store:
    case model_op::update:
    case model_op::compare_exchange:
    case model_op::lock:
    case model_op::unlock:
      return !outer_objects_.contains(e.object) && !is_own(e.calls);
    default:
      return false;
  }
}

std::string scene::thread_name(int thread) const {
  if (thread == 0) return {};
  const auto id = static_cast<std::size_t>(thread);
  const auto named = [&](const std::string& file, int line) {
    return thread_name_in(sources_.line(file, line));
  };
  if (id < failure_.spawned_at.size()) {
    const code_frame at = frame(failure_.spawned_at[id]);
    if (std::string name = named(at.file, at.line); !name.empty()) return name;
  }
  std::vector<const call_addresses*> all;
  for (const model_event& e : failure_.events)
    if (e.thread == thread) all.push_back(&e.calls);
  for (const model_party* p : {&failure_.who, &failure_.other})
    if (p->thread == thread) all.push_back(&p->calls);
  for (const call_addresses* calls : all) {
    const code_stack own = symbols_.learners(*calls);
    if (own.empty()) continue;
    const code_frame& outermost = own.back();
    if (std::string name = named(outermost.file, outermost.begin_line);
        !name.empty())
      return name;
    std::string name = last_name(outermost.function);
    return name.starts_with("operator") || name.size() > 20 ? "" : name;
  }
  return {};
}

}  // namespace grader
