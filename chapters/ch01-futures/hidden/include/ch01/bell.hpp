// SPDX-License-Identifier: MIT
//
// A wakeable that keeps a diary of what happens to it.
#pragma once

#include <atomic>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/wakeable.hpp>
#include <utility>

namespace ch01 {

// What became of a bell; it outlives the bell.
struct diary {
  std::atomic<int> rings{0};
  int destroyed = 0;
  int last_note = 0;
};

// Something to wake. Its note is plain data: whoever destroys the bell reads
// what another thread wrote.
class bell final : public kioto::wakeable {
 public:
  bell(diary& d, probe::tracked note) : note(std::move(note)), diary_(d) {}
  ~bell() override {
    ++diary_.destroyed;
    diary_.last_note = note.value;
  }
  void wake() noexcept override {
    diary_.rings.fetch_add(1, std::memory_order_relaxed);
  }

  probe::tracked note;

 private:
  diary& diary_;
};

inline auto make_bell(diary& d, int note = 0) {
  return kioto::make_wakeable<bell>(d, probe::tracked(note));
}

inline void emit_diary(const diary& d) {
  probe::emit("rung", d.rings.load(std::memory_order_relaxed));
  probe::emit("destroyed", d.destroyed);
}

}  // namespace ch01
