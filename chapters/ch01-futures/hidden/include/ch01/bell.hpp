// SPDX-License-Identifier: MIT
//
// A wakeable that keeps a diary of what happens to it.
#pragma once

#include <atomic>
#include <cstdint>
#include <grader/probe.hpp>
#include <kioto/future/wakeable.hpp>
#include <memory>
#include <utility>

namespace ch01 {

// What became of a bell; it outlives the bell.
struct diary {
  std::atomic<int> rings{0};
  int destroyed = 0;
  std::int64_t last_note = 0;
};

// Something to wake. Its note is plain data: whoever destroys the bell reads
// what another thread wrote.
class bell final : public kioto::wakeable {
 public:
  bell(diary& d, std::unique_ptr<std::int64_t> note)
      : note(std::move(note)), diary_(d) {}
  ~bell() override {
    ++diary_.destroyed;
    diary_.last_note = *note;
  }
  void wake() noexcept override {
    diary_.rings.fetch_add(1, std::memory_order_relaxed);
  }

  std::unique_ptr<std::int64_t> note;

 private:
  diary& diary_;
};

inline auto make_bell(diary& d, std::int64_t note = 0) {
  return kioto::make_wakeable<bell>(d, std::make_unique<std::int64_t>(note));
}

inline void emit_diary(const diary& d) {
  probe::emit("rung", d.rings.load(std::memory_order_relaxed));
  probe::emit("destroyed", d.destroyed);
}

}  // namespace ch01
