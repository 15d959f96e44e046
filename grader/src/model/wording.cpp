// SPDX-License-Identifier: MIT
#include "model/wording.hpp"

#include <fmt/format.h>

namespace grader {
namespace {

std::string_view outcome_of(const model_event& e) {
  switch (e.note) {
    case model_note::stale:
      return "  STALE";
    case model_note::succeeds:
      return " succeeds";
    case model_note::fails:
      return " fails";
    case model_note::fails_spuriously:
      return " fails for no reason";
    case model_note::nobody_waits:
      return ": nobody is waiting";
    case model_note::spurious_wakeup:
      return ", woken for no reason";
    case model_note::times_out:
      return ", times out";
    case model_note::differs:
      return ": it has changed";
    default:
      return "";
  }
}

// The function that the learner calls, if it is a plain name.
std::string verb(const scene& s, const model_event& e, std::string_view usual) {
  const std::string name = s.function(e);
  return name.empty() ? std::string(usual) : name;
}

std::string update(const scene& s, const model_event& e) {
  const bool is_exchange = e.op == model_op::compare_exchange;
  const std::string object = s.object(e);
  if (e.note == model_note::fails)
    return fmt::format("compare_exchange {} fails: it is {}", object,
                       s.value(e.value, e.size));
  return fmt::format("{} {} {} -> {}{}",
                     is_exchange ? "compare_exchange" : verb(s, e, "update"),
                     object, s.value(e.value, e.size),
                     s.value(e.next_value, e.size), outcome_of(e));
}

// The word and the object.
std::string simple(const scene& s, std::string_view word,
                   const model_event& e) {
  const std::string object = s.object(e);
  return fmt::format("{}{}{}{}", word, object.empty() ? "" : " ", object,
                     outcome_of(e));
}

}  // namespace

std::string words_for(const scene& s, const model_event& e) {
  switch (e.op) {
    case model_op::load:
      return fmt::format("load {} -> {}{}", s.object(e),
                         s.value(e.value, e.size), outcome_of(e));
    case model_op::store:
      return fmt::format("store {} <- {}", s.object(e),
                         s.value(e.value, e.size));
    case model_op::update:
    case model_op::compare_exchange:
      return update(s, e);
    case model_op::fence:
      return "fence (seq_cst)";
    case model_op::lock:
      return simple(s, e.note == model_note::shared ? "lock_shared" : "lock",
                    e);
    case model_op::wake_up:
      return simple(s, "wakes up, locks", e);
    case model_op::notify: {
      const std::string name = s.function(e);
      return simple(s, name.starts_with("notify") ? name : "notify", e);
    }
    case model_op::atomic_wait:
      return simple(s, "wait", e);
    case model_op::atomic_woken:
      return fmt::format("wakes up{}", outcome_of(e));
    case model_op::atomic_notify:
      return simple(s, "notify", e);
    case model_op::spawn:
      return fmt::format("start T{}", e.value);
    case model_op::join:
      return fmt::format("join T{}", e.value);
    case model_op::sleep:
      return "sleep";
    default:
      return simple(s, name_of(e.op), e);
  }
}

std::string words_for(const scene& s, const model_blocked& b) {
  if (b.joins >= 0) return fmt::format("join T{}", b.joins);
  if (b.waits_in == model_op::wake_up) return "wakes up";
  return fmt::format("{} {}", name_of(b.waits_in),
                     s.object(b.waits_in, b.object, b.calls));
}

std::string words_for(const scene& s, const model_party& p) {
  if (p.did == "allocates") {
    const std::uint64_t size = s.failure().size;
    return fmt::format("new: {} byte{}", size, size == 1 ? "" : "s");
  }
  if (p.did == "frees") return "delete";
  const std::string operand = s.operand(p.calls);
  return fmt::format("{} {}", p.did, operand.empty() ? "memory" : operand);
}

std::string words_for_end(const scene& s) {
  const model_failure& f = s.failure();
  switch (f.kind) {
    case model_problem::assertion:
      return "the assertion fails";
    case model_problem::exception:
      return "an exception is not caught";
    case model_problem::crash:
      return f.text.starts_with("SIG") ? "crashes: " + f.text : f.text;
    case model_problem::misuse:
    case model_problem::limit:
    case model_problem::bad_free:
      return f.text;
    default:
      return words_for(s, f.who);
  }
}

}  // namespace grader
