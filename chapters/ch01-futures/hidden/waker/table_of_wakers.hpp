// SPDX-License-Identifier: MIT
//
// Five variables that may hold wakers of three jobs, and the steps of a program
// that works on them; see the judge for what they mean.
#pragma once

#include <array>
#include <ch01/job.hpp>
#include <cstddef>
#include <cstdint>
#include <grader/probe.hpp>
#include <kioto/future/waker.hpp>
#include <optional>
#include <utility>

namespace {

using ch01::job;
using ch01::job_table;
using kioto::waker;

class table_of_wakers {
 public:
  void run(std::int64_t operation, std::int64_t x, std::int64_t y) {
    auto& a = slots_[static_cast<std::size_t>(x)];
    auto& b = slots_[static_cast<std::size_t>(y)];
    switch (operation) {
      case 0: {
        auto& j = jobs_[static_cast<std::size_t>(y)];
        ++j.references;
        a.emplace(&j, job_table);
        break;
      }
      case 1:
        a.emplace(*b);
        break;
      case 2:
        a.emplace(std::move(*b));
        break;
      case 3:
        *a = *b;
        break;
      case 4:
        *a = std::move(*b);
        break;
      case 5:
        std::move(*a).wake();
        break;
      case 6:
        a->wake_by_ref();
        break;
      case 7:
        a.reset();
        break;
      case 8:
        a->swap(*b);
        break;
    }
  }

  void emit() const {
    const auto& [a, b, c] = jobs_;
    probe::emit("references", a.references, b.references, c.references);
    probe::emit("woken", woken(a), woken(b), woken(c));
  }

 private:
  static int woken(const job& j) { return j.wakes + j.wakes_by_ref; }

  std::array<job, 3> jobs_{
      {{.references = 0}, {.references = 0}, {.references = 0}}};
  std::array<std::optional<waker>, 5> slots_;
};

}  // namespace
