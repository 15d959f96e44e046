// SPDX-License-Identifier: MIT
//
// Something to wake behind a hand-written table of functions: every call is
// counted, and nothing is ever freed, so that a call too many can be seen.
#pragma once

#include <grader/probe.hpp>
#include <kioto/future/waker.hpp>
#include <string>

namespace ch01 {

// One job to wake. Whoever makes a job holds its first reference.
struct job {
  int references = 1;
  int clones = 0;
  int wakes = 0;
  int wakes_by_ref = 0;
  int drops = 0;
  bool called_too_late = false;  // a call when no reference was left
};

namespace job_calls {

inline job& at(void* data) noexcept {
  auto& j = *static_cast<job*>(data);
  if (j.references <= 0) j.called_too_late = true;
  return j;
}
inline void* clone(void* data) noexcept {
  auto& j = at(data);
  ++j.clones, ++j.references;
  return data;
}
inline void wake(void* data) noexcept {
  auto& j = at(data);
  ++j.wakes, --j.references;
}
inline void wake_by_ref(void* data) noexcept { ++at(data).wakes_by_ref; }
inline void drop(void* data) noexcept {
  auto& j = at(data);
  ++j.drops, --j.references;
}

}  // namespace job_calls

inline const kioto::waker_vtable job_table = {
    .clone = job_calls::clone,
    .wake = job_calls::wake,
    .wake_by_ref = job_calls::wake_by_ref,
    .drop = job_calls::drop};

inline kioto::waker waker_of(job& j) { return kioto::waker(&j, job_table); }

// The calls that the job's table has seen since it was made: "1 clone, 2 drop",
// or "no call".
inline std::string calls(const job& j) {
  std::string line;
  const auto add = [&](int count, const char* what) {
    if (count == 0) return;
    if (!line.empty()) line += ", ";
    line += std::to_string(count) + " " + what;
  };
  add(j.clones, "clone");
  add(j.wakes, "wake");
  add(j.wakes_by_ref, "wake_by_ref");
  add(j.drops, "drop");
  return line.empty() ? "no call" : line;
}

inline void emit_calls(const job& j) { probe::emit("the table saw", calls(j)); }

}  // namespace ch01
