// SPDX-License-Identifier: MIT
//
// One sentence for each kind of failure. It follows from the trace alone, and
// says no more than that shows.
#include <fmt/format.h>

#include <algorithm>

#include "model/evidence.hpp"

namespace grader {
namespace {

using namespace evidence;

class explainer : looker {
 public:
  using looker::looker;

  reason found() const {
    std::string text = sentence();
    return {std::move(text), named_};
  }

 private:
  std::string sentence() const {
    switch (f_.kind) {
      case model_problem::lost_wakeup:
      case model_problem::deadlock:
      case model_problem::livelock:
        break;  // why_stuck.cpp
      case model_problem::data_race:
        return data_race();
      case model_problem::use_after_free:
        return fmt::format(
            "T{} {} memory{} that {} has freed{}{}", f_.who.thread, f_.who.did,
            at(numbers_.who), thread(f_.other), at(numbers_.other),
            f_.who.thread == f_.other.thread
                ? ""
                : after_decrement(f_.events.size(), f_.who.thread));
      case model_problem::double_free:
        return fmt::format("T{} frees memory{} that {} has freed before{}",
                           f_.who.thread, at(numbers_.who), thread(f_.other),
                           at(numbers_.other));
      case model_problem::bad_free:
        return fmt::format("T{} frees{}, and {}", f_.who.thread,
                           at(numbers_.who), f_.text);
      case model_problem::out_of_bounds:
        return fmt::format("T{} {} memory{} that nobody has allocated",
                           f_.who.thread, f_.who.did, at(numbers_.who));
      case model_problem::leak:
        return fmt::format(
            "T{} allocates {} byte{}{}, and nobody has freed them at the end",
            f_.allocated.thread, f_.size, f_.size == 1 ? "" : "s",
            at(numbers_.allocated));
      case model_problem::assertion:
        return assertion();
      case model_problem::exception:
        return fmt::format("an exception leaves T{}: {}", f_.who.thread,
                           f_.text);
      case model_problem::crash:
        return crash();
      case model_problem::misuse:
        return fmt::format("T{} {}", f_.who.thread, f_.text);
      case model_problem::limit:
        return "the checker does not go that far: " + f_.text;
    }
    return {};
  }

  std::string thread(const model_party& p) const {
    return p.thread == f_.who.thread ? "it" : fmt::format("T{}", p.thread);
  }

  // --- who comes too near to whom ---

  // A store of the first thread behind its access that the second one read
  // before its own.
  std::string failed_link() const {
    std::size_t from = first_after(f_.other);
    // An atomic access is a step itself: what it comes behind it tells nobody.
    if (const std::size_t access = event_of(numbers_.other); access != none)
      from = std::max(from, access + 1);
    for (std::size_t i = f_.events.size(); i-- > 0;) {
      const model_event& load = event(i);
      if (load.thread != f_.who.thread || !reads(load) ||
          load.step > f_.who.step || load.note == model_note::stale)
        continue;
      const std::size_t store = last(i, [&](const model_event& e) {
        return writes(e) && e.object == load.object;
      });
      if (store == none || store < from ||
          event(store).thread != f_.other.thread)
        continue;
      return fmt::format(
          "; T{} reads {}{} as T{} stored it{}, but that orders nothing: it "
          "takes a release store and an acquire load",
          load.thread, scene_.object(load), at_event(i), f_.other.thread,
          at_event(store));
    }
    return {};
  }

  // The event that has this number among the steps.
  std::size_t event_of(int number) const {
    const auto at = std::ranges::find(numbers_.of_event, number);
    return number == 0 || at == numbers_.of_event.end()
               ? none
               : static_cast<std::size_t>(at - numbers_.of_event.begin());
  }

  // Who looks at a reference count after its own decrement, and another one
  // deletes the object: no memory order mends that. `access`: where that look
  // is among the events, or would be.
  std::string after_decrement(std::size_t access, int thread) const {
    const std::size_t before =
        last(access, [&](const model_event& e) { return e.thread == thread; });
    if (before == none || event(before).op != model_op::update ||
        event(before).next_value + 1 != event(before).value)
      return {};
    return fmt::format(
        "; T{} has counted down{} already, so the object is not its own any "
        "more: what fetch_sub returned there says whether it was the last",
        thread, at_event(before));
  }

  std::string looked_after_decrement() const {
    const std::size_t access = event_of(numbers_.other);
    if (f_.who.did != "frees" || access == none || !reads(event(access)))
      return {};
    return after_decrement(access, f_.other.thread);
  }

  std::size_t first_after(const model_party& p) const {
    std::size_t i = 0;
    while (i < f_.events.size() && event(i).step <= p.step) ++i;
    return i;
  }

  std::string data_race() const {
    const auto verb = [](const model_party& p) {
      return p.did == "accesses atomically" ? std::string("uses")
             : p.did == "frees"             ? std::string("deletes")
                                            : p.did;
    };
    const std::string operand = scene_.operand(f_.other.calls);
    const bool frees = f_.who.did == "frees" || f_.other.did == "frees";
    const std::string decrement = looked_after_decrement();
    return fmt::format(
        "T{} {} {}{}, T{} {} it{}, and nothing orders the two{}{}",
        f_.other.thread, verb(f_.other),
        operand.empty() || frees ? "memory" : operand, at(numbers_.other),
        f_.who.thread, verb(f_.who), at(numbers_.who),
        frees ? ": in another order it is used after its end" : "",
        decrement.empty() ? failed_link() : decrement);
  }

  std::string assertion() const {
    const std::size_t stale = last(f_.events.size(), [](const model_event& e) {
      return e.note == model_note::stale;
    });
    if (stale == none)
      return fmt::format("{}`{}` does not hold{}",
                         f_.spawned_at.size() > 1 ? "in this order " : "",
                         f_.text, cause());
    const model_event& e = event(stale);
    return fmt::format(
        "`{}` does not hold: T{} reads {}{}, and may still get the old value "
        "{}, because nothing orders the store of {} before that",
        f_.text, e.thread, scene_.object(e), at_event(stale),
        scene_.value(e.value, e.size), scene_.value(e.next_value, e.size));
  }

  std::string cause() const {
    const std::string wait = odd_wait();
    return wait.empty() ? torn_update() : wait;
  }

  // A thread writes what it has read before, and another one did in between.
  std::string torn_update() const {
    for (std::size_t write = f_.events.size(); write-- > 0;) {
      const model_event& w = event(write);
      if (!writes(w)) continue;
      const std::size_t read = last(write, [&](const model_event& e) {
        return e.thread == w.thread && e.object == w.object && reads(e);
      });
      if (read == none) continue;
      const std::size_t between = change_after(read, event(read));
      if (between > write) continue;
      return fmt::format(
          ": T{} reads {}{} and writes it{}, and T{} writes it in between{}",
          w.thread, scene_.object(w), at_event(read), at_event(write),
          event(between).thread, at_event(between));
    }
    return {};
  }

  // What the failing thread took for a notify.
  std::string odd_wait() const {
    const std::size_t wait = last(f_.events.size(), [&](const model_event& e) {
      return e.thread == f_.who.thread && is_wait(e.op);
    });
    if (wait == none) return {};
    if (event(wait).note == model_note::spurious_wakeup)
      return fmt::format(
          ": the wait{} returns though nobody notifies, as it may; its "
          "condition has to be looked at again",
          at_event(wait));
    if (event(wait).note == model_note::times_out)
      return fmt::format(": the wait{} times out before anybody notifies",
                         at_event(wait));
    return {};
  }

  std::string crash() const {
    struct meaning {
      std::string_view signal, words;
    };
    constexpr meaning meanings[] = {
        {"SIGSEGV", "a pointer points nowhere"},
        {"SIGBUS", "a pointer points nowhere"},
        {"SIGFPE", "an integer is divided by zero"},
        {"SIGILL", "it reaches what cannot be reached"},
        {"SIGTRAP", "it reaches what cannot be reached"},
    };
    for (const meaning& m : meanings)
      if (f_.text == m.signal)
        return fmt::format("T{} crashes: {} ({})", f_.who.thread, m.words,
                           m.signal);
    return fmt::format("T{}: {}", f_.who.thread, f_.text);
  }
};

}  // namespace

reason why(const scene& s, const told_numbers& n) {
  return is_stuck(s.failure().kind) ? why_stuck(s, n) : explainer(s, n).found();
}

}  // namespace grader
