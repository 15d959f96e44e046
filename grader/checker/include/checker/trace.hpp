// SPDX-License-Identifier: MIT
//
// trace: what happened in an execution, operation by operation. Is only written
// when a schedule is run again to tell of it.
#pragma once

#include <checker/address_map.hpp>
#include <checker/list.hpp>
#include <checker/operation.hpp>
#include <checker/vector_clock.hpp>
#include <cstdint>

namespace checker {

enum class note : std::uint8_t {
  none,
  stale,  // an older value than the newest
  succeeds,
  fails,
  fails_spuriously,
  nobody_waits,
  spurious_wakeup,
  times_out,
  blocks,
  differs,  // the value, so that a futex does not wait
  shared,   // a lock
  allocated,
  freed,
};
[[nodiscard]] const char* name_of(note n);
[[nodiscard]] const char* name_of(op_kind kind);

struct event {
  int step = 0;
  thread_id thread = 0;
  op_kind kind = op_kind::none;
  note what = note::none;
  address object = 0;
  std::size_t size = 0;          // bytes, of an atomic
  std::uint64_t value = 0;       // read or written; of an update: before
  std::uint64_t next_value = 0;  // of an update: after; if stale: the newest
  int other_step = 0;            // if stale: of the newest store
  thread_id other_thread = -1;
  code_place place;
};

class trace {
 public:
  void reset(bool is_on);
  [[nodiscard]] bool is_on() const { return is_on_; }

  void add(const event& e) {
    if (is_on_) events_.push_back(e);
  }

  /// Keeps the calls that lead to `pc`, the innermost first; once for each
  /// site, so that a loop does not fill the memory. Returns: what stack() knows
  /// them by; 0 if the trace is off.
  std::uint32_t save_stack(std::uint64_t site, const void* pc,
                           const void* const* calls, std::size_t depth);

  struct calls {
    const void* const* begin;
    std::size_t count;
  };
  [[nodiscard]] calls stack(std::uint32_t saved) const;

  [[nodiscard]] const list<event>& events() const { return events_; }

 private:
  static constexpr std::size_t most_calls = 24;

  struct saved_stack {
    std::uint32_t at = 0;
    void reset() { at = 0; }
  };

  bool is_on_ = false;
  list<event> events_;
  address_map<saved_stack> stacks_;  // by site
  list<const void*> frames_;         // each stack: its size, then the calls
};

}  // namespace checker
