// SPDX-License-Identifier: MIT
//
// A waker that counts what is done with it. Its vtable is written out here, so
// that tests of futures do not depend on wakeable.hpp.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/waker.hpp>

namespace test {

/// Counts the calls of a waker's vtable; one thread only. Lives longer than
/// its wakers.
class probe_waker {
 public:
  int clones = 0;
  int wakes = 0;  // both kinds
  int drops = 0;  // by drop, and by wake()

  probe_waker() = default;
  probe_waker(const probe_waker&) = delete;
  probe_waker& operator=(const probe_waker&) = delete;

  kioto::waker waker() {
    static constexpr kioto::waker_vtable table = {
        .clone = [](void* data) noexcept -> void* {
          ++self(data).clones;
          return data;
        },
        .wake =
            [](void* data) noexcept {
              ++self(data).wakes;
              ++self(data).drops;
            },
        .wake_by_ref = [](void* data) noexcept { ++self(data).wakes; },
        .drop = [](void* data) noexcept { ++self(data).drops; },
    };
    ++made_;
    return kioto::waker(this, table);
  }

  /// How many wakers of this probe are alive.
  int alive() const { return made_ + clones - drops; }

 private:
  static probe_waker& self(void* data) {
    return *static_cast<probe_waker*>(data);
  }

  int made_ = 0;
};

/// A probe with one waker of it, and a context that refers to that.
class probe_context : public probe_waker {
 public:
  kioto::context& cx() { return context_; }

 private:
  const kioto::waker waker_ = waker();
  kioto::context context_{waker_};
};

}  // namespace test
