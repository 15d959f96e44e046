// SPDX-License-Identifier: MIT
#include <algorithm>
#include <checker/trace.hpp>

namespace checker {

void trace::reset(bool is_on) {
  is_on_ = is_on;
  events_.clear();
  stacks_.clear();
  frames_.clear();
  frames_.push_back(nullptr);  // 0 is no stack
}

std::uint32_t trace::save_stack(std::uint64_t site, const void* pc,
                                const void* const* calls, std::size_t depth) {
  if (!is_on_) return 0;
  saved_stack& saved = stacks_.get(site);
  if (saved.at != 0) return saved.at;
  const auto at = static_cast<std::uint32_t>(frames_.size());
  const std::size_t kept = std::min(depth, most_calls);
  frames_.push_back(reinterpret_cast<const void*>(kept + 1));
  frames_.push_back(pc);
  for (std::size_t i = 0; i < kept; ++i)
    frames_.push_back(calls[depth - 1 - i]);
  return saved.at = at;
}

trace::calls trace::stack(std::uint32_t saved) const {
  if (saved == 0) return {nullptr, 0};
  return {frames_.begin() + saved + 1,
          reinterpret_cast<std::size_t>(frames_[saved])};
}

const char* name_of(note n) {
  switch (n) {
    case note::none:
      return "";
    case note::stale:
      return "stale";
    case note::succeeds:
      return "succeeds";
    case note::fails:
      return "fails";
    case note::fails_spuriously:
      return "fails spuriously";
    case note::nobody_waits:
      return "nobody is waiting";
    case note::spurious_wakeup:
      return "spurious wakeup";
    case note::times_out:
      return "times out";
    case note::blocks:
      return "blocks";
    case note::differs:
      return "value differs";
    case note::shared:
      return "shared";
    case note::allocated:
      return "new";
    case note::freed:
      return "delete";
  }
  return "?";
}

const char* name_of(op_kind kind) {
  switch (kind) {
    case op_kind::none:
      return "";
    case op_kind::load:
      return "load";
    case op_kind::store:
      return "store";
    case op_kind::update:
      return "update";
    case op_kind::compare_exchange:
      return "compare_exchange";
    case op_kind::fence:
      return "fence";
    case op_kind::lock:
      return "lock";
    case op_kind::try_lock:
      return "try_lock";
    case op_kind::unlock:
      return "unlock";
    case op_kind::wait:
      return "wait";
    case op_kind::wake_up:
      return "wake_up";
    case op_kind::notify:
      return "notify";
    case op_kind::futex_wait:
      return "atomic_wait";
    case op_kind::futex_woken:
      return "atomic_woken";
    case op_kind::futex_wake:
      return "atomic_notify";
    case op_kind::spawn:
      return "spawn";
    case op_kind::join:
      return "join";
    case op_kind::yield:
      return "yield";
    case op_kind::sleep:
      return "sleep";
    case op_kind::start:
      return "start";
  }
  return "?";
}

}  // namespace checker
