// SPDX-License-Identifier: MIT
//
// What must come of a program of wakers, and of the owners of a wakeable: the
// models that the judge of ch01.waker compares with, and the comparison.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>
#include <utility>
#include <vector>

namespace {

constexpr auto copy_ctor = "kioto::waker::waker(const waker &)";
constexpr auto move_ctor = "kioto::waker::waker(waker &&)";
constexpr auto copy_assign = "kioto::waker::operator=(const waker &)";
constexpr auto move_assign = "kioto::waker::operator=(waker &&)";
constexpr auto destructor = "kioto::waker::~waker";

// --- a program ---
// A list of steps on five variables a to e and three jobs. The probe carries it
// out; the model knows what must come of it.

enum operation : std::int64_t {
  make,
  copy,
  move,
  assign,
  move_to,
  wake,
  wake_by_ref,
  destroy,
  swap,
  operations
};

class model {
 public:
  static constexpr int absent = -2;
  static constexpr int empty = -1;

  // Is the step allowed now?
  bool can(operation o, std::size_t x, std::size_t y) const {
    const bool here = slots_[x] != absent;
    const bool full = slots_[x] >= 0;
    switch (o) {
      case make:
        return !here && y < jobs;
      case copy:
      case move:
        return !here && slots_[y] != absent;
      case assign:
        return here && slots_[y] != absent;
      case move_to:
      case swap:
        return here && slots_[y] != absent && x != y;
      case wake:
      case wake_by_ref:
        return full;
      case destroy:
        return here;
      case operations:
        break;
    }
    return false;
  }

  void run(operation o, std::size_t x, std::size_t y) {
    switch (o) {
      case make:
        slots_[x] = static_cast<int>(y);
        break;
      case copy:
      case assign:
        slots_[x] = slots_[y];
        break;
      case move:
      case move_to:
        slots_[x] = std::exchange(slots_[y], empty);
        break;
      case wake:
        ++woken_[job(x)], slots_[x] = empty;
        break;
      case wake_by_ref:
        ++woken_[job(x)];
        break;
      case destroy:
        slots_[x] = absent;
        break;
      case swap:
        std::swap(slots_[x], slots_[y]);
        break;
      case operations:
        break;
    }
  }

  std::vector<judge::value> references() const {
    std::vector<judge::value> counts;
    for (int j = 0; j < static_cast<int>(jobs); ++j)
      counts.emplace_back(std::ranges::count(slots_, j));
    return counts;
  }
  std::vector<judge::value> woken() const {
    return {woken_.begin(), woken_.end()};
  }

  static constexpr std::size_t variables = 5;
  static constexpr std::size_t jobs = 3;

 private:
  std::size_t job(std::size_t x) const {
    return static_cast<std::size_t>(slots_[x]);
  }

  std::array<int, variables> slots_{absent, absent, absent, absent, absent};
  std::array<int, jobs> woken_{};
};

struct step {
  operation what;
  std::size_t x, y;

  std::string words() const {
    const char a = static_cast<char>('a' + x);
    const char b = static_cast<char>('a' + y);
    switch (what) {
      case make:
        return fmt::format("{} is a new waker of job {}", a, y + 1);
      case copy:
        return fmt::format("{} is made as a copy of {}", a, b);
      case move:
        return fmt::format("{} is made from std::move({})", a, b);
      case assign:
        return fmt::format("{} = {}", a, b);
      case move_to:
        return fmt::format("{} = std::move({})", a, b);
      case wake:
        return fmt::format("std::move({}).wake()", a);
      case wake_by_ref:
        return fmt::format("{}.wake_by_ref()", a);
      case destroy:
        return fmt::format("{} is destroyed", a);
      case swap:
        return fmt::format("{}.swap({})", a, b);
      case operations:
        break;
    }
    return {};
  }

  const char* symbol() const {
    constexpr const char* symbols[] = {
        "kioto::waker::waker(void *, const waker_vtable &)",
        copy_ctor,
        move_ctor,
        copy_assign,
        move_assign,
        "kioto::waker::wake",
        "kioto::waker::wake_by_ref",
        destructor,
        "kioto::waker::swap"};
    return symbols[what];
  }
};

std::vector<step> random_program(int length) {
  std::vector<step> steps;
  model m;
  while (static_cast<int>(steps.size()) < length) {
    const auto o = static_cast<operation>(judge::pick(0, operations - 1));
    const auto x =
        static_cast<std::size_t>(judge::pick(0, model::variables - 1));
    const auto y =
        static_cast<std::size_t>(judge::pick(0, model::variables - 1));
    if (!m.can(o, x, y)) continue;
    m.run(o, x, y);
    steps.push_back({o, x, y});
  }
  for (std::size_t x = 0; x < model::variables; ++x)
    if (m.can(destroy, x, x)) steps.push_back({destroy, x, x});
  return steps;
}

void follow(const std::vector<step>& program) {
  std::vector<std::int64_t> code;
  for (const auto& [what, x, y] : program)
    code.insert(code.end(), {what, static_cast<std::int64_t>(x),
                             static_cast<std::int64_t>(y)});
  auto s = judge::run("program", {{"program", code}});
  model m;
  for (const auto& each : program) {
    m.run(each.what, each.x, each.y);
    s.step("{}", each.words())
        .blame(each.symbol())
        .expect("references", m.references(),
                "job 1, 2 and 3 have one reference for each variable that "
                "wakes them")
        .expect("woken", m.woken(),
                "only wake and wake_by_ref wake, and only their own job");
  }
  s.end();
}

// --- the owners of a wakeable ---

enum owner_step : std::int64_t {
  new_waker,
  drop_handle,
  ring,
  ring_by_ref,
  drop_waker
};

// The handle and up to five wakers of one bell.
class owners {
 public:
  bool can(owner_step o, std::size_t w) const {
    switch (o) {
      case new_waker:
        return handle_ && !wakers_[w];
      case drop_handle:
        return handle_ && w == 0;
      case ring:
      case ring_by_ref:
      case drop_waker:
        return wakers_[w];
    }
    return false;
  }
  void run(owner_step o, std::size_t w) {
    if (o == new_waker) wakers_[w] = true;
    if (o == drop_handle) handle_ = false;
    if (o == ring || o == ring_by_ref) ++rung_;
    if (o == ring || o == drop_waker) wakers_[w] = false;
  }
  int rung() const { return rung_; }
  bool nobody() const {
    return !handle_ && std::ranges::count(wakers_, true) == 0;
  }

  static constexpr std::size_t wakers = 5;

 private:
  bool handle_ = true;
  std::array<bool, wakers> wakers_{};
  int rung_ = 0;
};

std::string words(owner_step o, std::size_t w) {
  const char name = static_cast<char>('a' + w);
  switch (o) {
    case new_waker:
      return fmt::format("{} = handle.waker()", name);
    case drop_handle:
      return "the handle is destroyed";
    case ring:
      return fmt::format("std::move({}).wake()", name);
    case ring_by_ref:
      return fmt::format("{}.wake_by_ref()", name);
    case drop_waker:
      return fmt::format("{} is destroyed", name);
  }
  return {};
}

// Whose mistake it is, most likely, that the bell did not end with this step,
// or ended too early.
const char* suspect(owner_step o, const owners& m) {
  const bool by_wake = o == ring || o == ring_by_ref || o == new_waker;
  // The handle gave back its own reference, and a waker lost its.
  const bool not_counted = o == drop_handle && !m.nobody();
  return by_wake || not_counted ? "kioto::wakeable::make_waker"
                                : "kioto::wakeable::drop_reference";
}

const char* reason(owner_step o, const owners& m) {
  if (!m.nobody())
    return o == drop_handle
               ? "somebody still owns the bell: make_waker adds a reference "
                 "for the waker that it makes"
               : "somebody still owns the bell";
  return m.rung() == 0 && o == drop_handle
             ? "that was the last owner, for the handle counts as one from the "
               "start, and the last one deletes the bell"
             : "that was the last owner, and the last one deletes the bell";
}

void follow(const std::vector<std::pair<owner_step, std::size_t>>& steps) {
  std::vector<std::int64_t> code;
  for (const auto& [o, w] : steps)
    code.insert(code.end(), {o, static_cast<std::int64_t>(w)});
  auto s = judge::run("owners", {{"program", code}});
  s.step("handle = make_wakeable<bell>()")
      .blame("kioto::make_wakeable")
      .expect("rung", {0}, "nobody has woken it")
      .expect("destroyed", {0},
              "the handle owns the bell, which outlives make_wakeable: the "
              "last owner will delete it, so it is made by new");
  owners m;
  for (const auto& [o, w] : steps) {
    m.run(o, w);
    s.step("{}", words(o, w))
        .blame(suspect(o, m))
        .expect("rung", {m.rung()},
                "each wake rings once, through a table that lives as long as "
                "any waker; nothing else rings")
        .expect("destroyed", {m.nobody() ? 1 : 0}, reason(o, m));
  }
  s.end();
}

}  // namespace
