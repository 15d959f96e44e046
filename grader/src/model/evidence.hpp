// SPDX-License-Identifier: MIT
//
// The trace as those look at it who have to say why it went wrong.
#pragma once

#include <fmt/format.h>

#include <string>

#include "model/told.hpp"

namespace grader::evidence {

inline constexpr std::size_t none = static_cast<std::size_t>(-1);

inline bool is_wait(model_op op) {
  return op == model_op::wait || op == model_op::atomic_wait;
}
inline bool is_notify(model_op op) {
  return op == model_op::notify || op == model_op::atomic_notify;
}
inline bool writes(const model_event& e) {
  return e.op == model_op::store || e.op == model_op::update ||
         (e.op == model_op::compare_exchange && e.note == model_note::succeeds);
}
inline bool reads(const model_event& e) {
  return e.op == model_op::load || e.op == model_op::update ||
         e.op == model_op::compare_exchange;
}

class looker {
 public:
  looker(const scene& s, const told_numbers& n)
      : scene_(s), f_(s.failure()), numbers_(n) {}

 protected:
  const model_event& event(std::size_t i) const { return f_.events[i]; }

  std::string at(int number) const {
    if (number == 0) return "";
    named_.insert(number);
    return fmt::format(" at {}", number);
  }
  std::string at_event(std::size_t i) const { return at(numbers_.of_event[i]); }
  // The last event before `end` for which `wanted` holds; none if there is
  // none.
  template <class F>
  std::size_t last(std::size_t end, F wanted) const {
    while (end-- > 0)
      if (wanted(event(end))) return end;
    return none;
  }
  template <class F>
  std::size_t first(std::size_t begin, F wanted) const {
    for (; begin < f_.events.size(); ++begin)
      if (wanted(event(begin))) return begin;
    return none;
  }

  std::size_t last_read(std::size_t end, int thread) const {
    return last(end, [&](const model_event& e) {
      return e.thread == thread && reads(e) && !scene_.is_inner(e);
    });
  }
  // The first change of what was read, by another thread.
  std::size_t change_after(std::size_t begin, const model_event& read) const {
    return first(begin + 1, [&](const model_event& e) {
      return e.thread != read.thread && writes(e) && e.object == read.object;
    });
  }

  const scene& scene_;
  const model_failure& f_;
  const told_numbers& numbers_;
  mutable std::set<int> named_;  // by at()
};

}  // namespace grader::evidence

namespace grader {

// Threads wait for ever, or go round.
inline bool is_stuck(model_problem kind) {
  return kind == model_problem::deadlock ||
         kind == model_problem::lost_wakeup || kind == model_problem::livelock;
}

// Of threads that wait for ever.
reason why_stuck(const scene& s, const told_numbers& n);

}  // namespace grader
