// SPDX-License-Identifier: MIT
#include "model/exploration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "run/sanitizer_report.hpp"

namespace grader {
namespace {

using nlohmann::json;

// More than the checker ever writes.
constexpr int most_threads = 64;
constexpr std::size_t most_elements = 20'000;
constexpr std::size_t longest_text = 2'000;

constexpr std::array<std::string_view, 19> ops = {
    "load",         "store",         "update",   "compare_exchange",
    "fence",        "lock",          "try_lock", "unlock",
    "wait",         "wake_up",       "notify",   "atomic_wait",
    "atomic_woken", "atomic_notify", "spawn",    "join",
    "yield",        "sleep",         "start"};
constexpr std::array<std::string_view, 13> notes = {"",
                                                    "stale",
                                                    "succeeds",
                                                    "fails",
                                                    "fails spuriously",
                                                    "nobody is waiting",
                                                    "spurious wakeup",
                                                    "times out",
                                                    "blocks",
                                                    "value differs",
                                                    "shared",
                                                    "new",
                                                    "delete"};
constexpr std::array<std::string_view, 14> problems = {
    "data race",     "use after free", "double free",        "bad free",
    "out of bounds", "leak",           "deadlock",           "lost wakeup",
    "livelock",      "assertion",      "uncaught exception", "misuse",
    "crash",         "limit"};
constexpr std::array<std::string_view, 3> results = {"failed", "proved",
                                                     "sampled"};

struct malformed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// An object of the document; says where it is in whatever is wrong with it.
class object {
 public:
  object(const json& j, std::string name) : json_(j), name_(std::move(name)) {
    if (!j.is_object()) throw malformed(name_ + " is not an object");
  }

  bool has(const char* key) const { return json_.contains(key); }

  const json& at(const char* key) const {
    auto it = json_.find(key);
    if (it == json_.end())
      throw malformed(fmt::format("{} has no {}", name_, key));
    return *it;
  }

  std::string text(const char* key) const {
    const json& j = at(key);
    if (!j.is_string()) wrong(key, "text");
    const auto& all = j.get_ref<const std::string&>();
    return printable(all.substr(0, longest_text));
  }
  std::uint64_t number(const char* key) const {
    const json& j = at(key);
    if (!j.is_number_unsigned()) wrong(key, "a number");
    return j.get<std::uint64_t>();
  }
  int small(const char* key, int most = 1'000'000'000) const {
    const json& j = at(key);
    if (!j.is_number_integer()) wrong(key, "a number");
    const auto n = j.get<std::int64_t>();
    if (n < 0 || n > most) wrong(key, "a number that can be");
    return static_cast<int>(n);
  }
  int thread(const char* key) const { return small(key, most_threads - 1); }
  int thread_if_any(const char* key) const {
    return has(key) ? thread(key) : -1;
  }
  double real(const char* key) const {
    const json& j = at(key);
    if (!j.is_number()) wrong(key, "a number");
    return j.get<double>();
  }
  bool flag(const char* key) const {
    const json& j = at(key);
    if (!j.is_boolean()) wrong(key, "true or false");
    return j.get<bool>();
  }
  const json& list(const char* key) const {
    const json& j = at(key);
    if (!j.is_array()) wrong(key, "a list");
    if (j.size() > most_elements) wrong(key, "a list of a length that can be");
    return j;
  }
  // One of the names.
  template <class Enum, std::size_t N>
  Enum word(const char* key,
            const std::array<std::string_view, N>& names) const {
    const std::string value = text(key);
    auto it = std::find(names.begin(), names.end(), value);
    if (it == names.end())
      throw malformed(fmt::format("{}: there is no {} `{}`", name_, key,
                                  value.substr(0, 40)));
    return static_cast<Enum>(it - names.begin());
  }
  call_addresses calls(const char* key) const {
    call_addresses found;
    for (const json& j : list(key)) {
      if (!j.is_string()) wrong(key, "a list of addresses");
      const auto& all = j.get_ref<const std::string&>();
      std::uint64_t address = 0;
      const char* const end = all.data() + all.size();
      if (!all.starts_with("0x") ||
          std::from_chars(all.data() + 2, end, address, 16).ptr != end)
        wrong(key, "a list of addresses");
      found.push_back(address);
    }
    return found;
  }
  object below(const char* key) const {
    return {at(key), fmt::format("{}.{}", name_, key)};
  }

 private:
  [[noreturn]] void wrong(const char* key, std::string_view wanted) const {
    throw malformed(fmt::format("{}.{} is not {}", name_, key, wanted));
  }

  const json& json_;
  std::string name_;
};

template <class F>
void for_each(const object& in, const char* key, F f) {
  std::size_t i = 0;
  for (const json& j : in.list(key))
    f(object(j, fmt::format("{}[{}]", key, i++)));
}

model_party read_party(const object& in, const char* key) {
  if (!in.has(key)) return {};
  const object o = in.below(key);
  return {o.thread("thread"), o.text("did"), o.small("step"), o.calls("stack")};
}

model_event read_event(const object& o) {
  model_event e;
  e.step = o.small("step");
  e.thread = o.thread("thread");
  e.op = o.word<model_op>("kind", ops);
  if (o.has("note")) e.note = o.word<model_note>("note", notes);
  if (o.has("object")) e.object = o.number("object");
  if (o.has("size")) e.size = o.number("size");
  e.value = o.number("value");
  e.next_value = o.number("next_value");
  e.other_thread = o.thread_if_any("other_thread");
  if (e.other_thread >= 0) e.other_step = o.small("other_step");
  e.calls = o.calls("stack");
  return e;
}

model_blocked read_blocked(const object& o) {
  model_blocked b;
  b.thread = o.thread("thread");
  b.waits_in = o.word<model_op>("waits_in", ops);
  b.object = o.number("object");
  b.was_notified = o.flag("was_notified");
  b.is_spinning = o.flag("is_spinning");
  b.holder = o.thread_if_any("holder");
  if (b.holder >= 0) b.held_since = o.calls("held_since");
  b.joins = o.thread_if_any("joins");
  b.calls = o.calls("stack");
  return b;
}

model_failure read_failure(const object& o) {
  model_failure f;
  f.kind = o.word<model_problem>("kind", problems);
  f.text = o.text("text");
  f.weak_memory = o.flag("weak_memory");
  f.deviations = o.small("deviations");
  f.schedule = o.text("schedule");
  f.size = o.number("size");
  f.who = read_party(o, "who");
  f.other = read_party(o, "other");
  f.allocated = read_party(o, "allocated");
  for_each(o, "threads", [&](const object& t) {
    f.spawned_at.push_back(t.calls("spawned_at"));
  });
  if (f.spawned_at.size() > most_threads) throw malformed("too many threads");
  for_each(o, "events",
           [&](const object& e) { f.events.push_back(read_event(e)); });
  for_each(o, "blocked",
           [&](const object& b) { f.blocked.push_back(read_blocked(b)); });
  return f;
}

exploration read(const object& o) {
  exploration x;
  x.scenario = o.text("scenario");
  x.result = o.word<model_result>("result", results);
  x.phase = o.text("phase");
  x.executions = o.number("executions");
  x.pruned = o.number("pruned");
  x.seconds = o.real("seconds");
  x.longest = o.small("longest");
  for (const json& j : o.list("outcomes")) {
    if (!j.is_number_integer()) throw malformed("an outcome is not a number");
    x.outcomes.push_back(j.get<std::int64_t>());
  }
  if (x.result == model_result::failed)
    x.failure = read_failure(o.below("failure"));
  return x;
}

template <class Enum, std::size_t N>
std::string_view name_in(const std::array<std::string_view, N>& names, Enum e) {
  return names[static_cast<std::size_t>(e)];
}

}  // namespace

std::string_view name_of(model_op op) { return name_in(ops, op); }
std::string_view name_of(model_note note) { return name_in(notes, note); }
std::string_view name_of(model_problem kind) { return name_in(problems, kind); }
std::string_view name_of(model_result result) {
  return name_in(results, result);
}

std::expected<exploration, std::string> read_exploration(
    std::string_view line) {
  const json document = json::parse(line, nullptr, false);
  if (document.is_discarded()) return std::unexpected("it is not JSON");
  try {
    return read(object(document, "the report"));
  } catch (const malformed& m) {
    return std::unexpected(m.what());
  } catch (const json::exception&) {
    return std::unexpected("a number in it is too large");
  }
}

}  // namespace grader
