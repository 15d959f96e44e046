// SPDX-License-Identifier: MIT
#include "model/told.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/evidence.hpp"
#include "model/wording.hpp"

namespace grader {
namespace {

class teller {
 public:
  explicit teller(const scene& s) : scene_(s), f_(s.failure()) {}

  told_failure tell() {
    add_events();
    add_parties();
    if (is_stuck(f_.kind)) add_blocked();
    number();
    refer();
    told_failure t;
    t.steps = std::move(steps_);
    for (std::size_t i = 0; i < f_.spawned_at.size(); ++i)
      t.threads.push_back(scene_.thread_name(static_cast<int>(i)));
    reason found = why(scene_, numbers_);
    t.why = std::move(found.sentence);
    t.key_steps = std::move(found.steps);
    const std::vector<std::string> names = scene_.address_names();
    if (!names.empty())
      t.legend = fmt::format("{}: {}", fmt::join(names, ", "),
                             names.size() == 1 ? "an address" : "addresses");
    return t;
  }

 private:
  enum class role { none, who, other, allocated };

  told_step step(int thread, const call_addresses& calls,
                 std::string what) const {
    told_step s;
    s.thread = thread;
    s.at = scene_.frame(calls);
    s.place = scene::place(s.at);
    s.source = scene_.source(s.at);
    s.what = std::move(what);
    return s;
  }

  // Without what every scenario begins with, and without the library's own.
  void add_events() {
    bool has_begun = false;
    for (std::size_t i = 0; i < f_.events.size(); ++i) {
      const model_event& e = f_.events[i];
      has_begun |= e.op != model_op::spawn;
      if (!has_begun || e.op == model_op::start || scene_.is_inner(e)) continue;
      told_step s = step(e.thread, e.calls, words_for(scene_, e));
      s.event = static_cast<int>(i);
      s.is_bad = e.note == model_note::stale;
      steps_.push_back(std::move(s));
      roles_.push_back(role::none);
    }
  }

  // Behind the last operation that came before it.
  void insert(const model_party& p, role r, told_step s) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const int event = steps_[i].event;
      const int when =
          event >= 0 ? f_.events[static_cast<std::size_t>(event)].step : 0;
      if (when <= p.step) at = i + 1;
    }
    const auto offset = static_cast<std::ptrdiff_t>(at);
    steps_.insert(steps_.begin() + offset, std::move(s));
    roles_.insert(roles_.begin() + offset, r);
  }

  void add_parties() {
    if (is_stuck(f_.kind)) return;
    const auto add = [&](const model_party& p, role r, std::string what) {
      if (p.thread < 0) return;
      told_step s = step(p.thread, p.calls, std::move(what));
      s.is_bad = r == role::who || f_.kind == model_problem::leak;
      insert(p, r, std::move(s));
    };
    if (f_.allocated.thread >= 0)
      add(f_.allocated, role::allocated, words_for(scene_, f_.allocated));
    if (f_.kind == model_problem::leak) return;
    // Of an atomic operation there is an event.
    if (f_.other.thread >= 0 && f_.other.did != "accesses atomically")
      add(f_.other, role::other, words_for(scene_, f_.other));
    if (is_last_step(f_.who)) {
      steps_.back().more.push_back(words_for_end(scene_));
      steps_.back().is_bad = true;
      roles_.back() = role::who;
      return;
    }
    add(f_.who, role::who, words_for_end(scene_));
  }

  // A misused operation is in the trace already.
  bool is_last_step(const model_party& p) const {
    if (f_.kind != model_problem::misuse || steps_.empty()) return false;
    const told_step& s = steps_.back();
    return s.event >= 0 && s.thread == p.thread &&
           f_.events[static_cast<std::size_t>(s.event)].step == p.step;
  }

  void add_blocked() {
    for (const model_blocked& b : f_.blocked) {
      const bool sleeps = b.waits_in == model_op::atomic_woken ||
                          (b.waits_in == model_op::wake_up && !b.was_notified);
      if (sleeps || b.is_spinning) {
        endless_.push_back({b.thread, sleeps});
        continue;
      }
      told_step s = step(b.thread, b.calls, words_for(scene_, b));
      s.more.push_back("waits for ever" + holder_of(b));
      s.is_bad = b.joins < 0;
      steps_.push_back(std::move(s));
      roles_.push_back(role::none);
    }
  }

  std::string holder_of(const model_blocked& b) const {
    if (b.holder < 0) return {};
    const std::string since = scene::place(scene_.frame(b.held_since));
    return fmt::format(": T{} holds it{}", b.holder,
                       since.empty() ? "" : " since " + since);
  }

  // At the last step of each of them.
  void mark_endless() {
    for (const auto& [thread, sleeps] : endless_) {
      const auto last = std::find_if(
          steps_.rbegin(), steps_.rend(),
          [&](auto& s) { return s.thread == thread && !s.is_remark; });
      if (last == steps_.rend()) continue;
      last->more.push_back(fmt::format("T{} {} for ever", thread,
                                       sleeps ? "sleeps" : "goes round"));
      last->is_bad = true;
    }
  }

  void number() {
    std::vector<std::size_t> same;
    std::vector<int> events;
    events.reserve(steps_.size());
    for (const told_step& s : steps_) events.push_back(s.event);
    steps_ = collapsed(std::move(steps_), same);
    int next = 1;
    for (told_step& s : steps_)
      if (!s.is_remark) s.number = next++;
    numbers_.of_event.assign(f_.events.size(), 0);
    for (std::size_t i = 0; i < events.size(); ++i) {
      const int number = steps_[same[i]].number;
      if (events[i] >= 0)
        numbers_.of_event[static_cast<std::size_t>(events[i])] = number;
      if (roles_[i] == role::who) numbers_.who = number;
      if (roles_[i] == role::other) numbers_.other = number;
      if (roles_[i] == role::allocated) numbers_.allocated = number;
    }
    find_atomic_party();
  }

  // The other side of a race that is an atomic operation.
  void find_atomic_party() {
    if (f_.other.did != "accesses atomically") return;
    for (std::size_t i = 0; i < f_.events.size(); ++i) {
      const model_event& e = f_.events[i];
      if (e.thread == f_.other.thread && e.calls == f_.other.calls)
        numbers_.other = numbers_.of_event[i];
    }
  }

  // What names other steps, now that they have numbers.
  void refer() {
    mark_endless();
    for (told_step& s : steps_) {
      if (s.event < 0) continue;
      const model_event& e = f_.events[static_cast<std::size_t>(s.event)];
      if (e.note == model_note::stale) s.more.push_back(newest_text(e));
    }
    if (f_.kind != model_problem::data_race) return;
    for (told_step& s : steps_)
      if (s.number == numbers_.who && s.number != 0)
        s.more.push_back(
            numbers_.other != 0
                ? fmt::format("DATA RACE with {}", numbers_.other)
                : fmt::format("DATA RACE with T{}", f_.other.thread));
  }

  std::string newest_text(const model_event& e) const {
    std::string text =
        fmt::format("newest: {}", scene_.value(e.next_value, e.size));
    if (e.other_thread < 0) return text;
    for (std::size_t i = 0; i < f_.events.size(); ++i) {
      const model_event& o = f_.events[i];
      if (o.thread == e.other_thread && o.step == e.other_step &&
          o.object == e.object && numbers_.of_event[i] != 0)
        return text + fmt::format(", stored by T{} at {}", e.other_thread,
                                  numbers_.of_event[i]);
    }
    return text + fmt::format(", stored by T{}", e.other_thread);
  }

  const scene& scene_;
  const model_failure& f_;
  std::vector<told_step> steps_;
  std::vector<role> roles_;
  std::vector<std::pair<int, bool>> endless_;  // a thread; whether it sleeps
  told_numbers numbers_;
};

}  // namespace

told_failure tell(const scene& s) { return teller(s).tell(); }

}  // namespace grader
