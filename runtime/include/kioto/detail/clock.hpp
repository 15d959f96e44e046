// SPDX-License-Identifier: MIT
//
// clock_source: where a runtime's time comes from, so that a test may stop it,
// and let it go on. Only what a thread waits for in reality is measured by the
// system's clock: the deadline of a shutdown, a wait awake (spinner.hpp).
//
// Thread safety: any thread.
#pragma once

#include <chrono>

namespace kioto::detail {

class clock_source {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// Never less than before.
  [[nodiscard]] virtual time_point now() const noexcept = 0;

 protected:
  ~clock_source() = default;
};

/// The system's clock that never goes back. Cost: about 22 ns.
class steady_source final : public clock_source {
 public:
  [[nodiscard]] time_point now() const noexcept override {
    return std::chrono::steady_clock::now();
  }
};

inline constexpr steady_source steady_time;

}  // namespace kioto::detail
