// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "model/evidence.hpp"

namespace grader {
namespace {

using namespace evidence;

class stuck : looker {
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
        return lost_wakeup();
      case model_problem::livelock:
        return livelock();
      default:
        return deadlock();
    }
  }

  // --- who sleeps for ever ---

  std::string lost_wakeup() const {
    const int sleeper = f_.who.thread;
    const std::size_t wait = last(f_.events.size(), [&](const model_event& e) {
      return e.thread == sleeper && is_wait(e.op);
    });
    if (wait == none)
      return fmt::format("T{} sleeps, and nobody wakes it", sleeper);
    const std::uint64_t object = event(wait).object;
    const auto wakes = [&](const model_event& e) {
      return is_notify(e.op) && e.object == object;
    };
    if (const std::size_t later = first(wait + 1, wakes); later != none)
      return woke_another(wait, later);
    const std::size_t early = last(wait, [&](const model_event& e) {
      return wakes(e) && e.thread != sleeper;
    });
    if (const std::string lost = overwritten(wait); !lost.empty()) return lost;
    if (early != none) return too_early(wait, early);
    return nobody_notifies(wait);
  }

  // The sleeper has stored over what another one left for it, unseen.
  std::string overwritten(std::size_t wait) const {
    const int sleeper = event(wait).thread;
    const std::size_t read = last_read(wait, sleeper);
    if (read == none) return {};
    const auto changes = [&](const model_event& e) {
      return writes(e) && e.object == event(read).object;
    };
    const std::size_t over = last(read, changes);
    if (over == none || event(over).thread != sleeper ||
        event(over).op != model_op::store)
      return {};
    const std::size_t left = last(over, changes);
    if (left == none || event(left).thread == sleeper) return {};
    const std::size_t seen = first(left, [&](const model_event& e) {
      return e.thread == sleeper && reads(e) && e.object == event(read).object;
    });
    if (seen < over) return {};
    return fmt::format(
        "T{} stores {}{} over what T{} has stored{}, without a look at that, "
        "and waits{} for what is lost: an exchange stores and tells what was "
        "there",
        sleeper, scene_.object(event(over)), at_event(over), event(left).thread,
        at_event(left), at_event(wait));
  }

  // What the sleeper had looked at before, and the other changed meanwhile.
  std::string too_early(std::size_t wait, std::size_t notify) const {
    const int sleeper = event(wait).thread;
    const int other = event(notify).thread;
    const std::size_t woken = first(notify, [&](const model_event& e) {
      return e.thread == sleeper && e.op == model_op::wake_up;
    });
    if (woken < wait)
      return fmt::format(
          "T{} notifies{}, T{} wakes up{}, does not find what it waits for and "
          "waits again{}; nobody notifies once more",
          other, at_event(notify), sleeper, at_event(woken), at_event(wait));
    std::string rest = fmt::format(
        "T{} notifies{}, when nobody waits, and T{} begins to wait "
        "only{}: a notify wakes who waits already, it is not kept",
        other, at_event(notify), sleeper, at_event(wait));
    const std::size_t read = last_read(wait, sleeper);
    if (read == none) return rest;
    const std::size_t change = first(read + 1, [&](const model_event& e) {
      return e.thread == other && writes(e) && e.object == event(read).object;
    });
    if (change == none || change > notify) return rest;
    return fmt::format("T{} reads {}{}, before T{} changes it{}; {}", sleeper,
                       scene_.object(event(read)), at_event(read), other,
                       at_event(change), rest);
  }

  std::string woke_another(std::size_t wait, std::size_t notify) const {
    const int sleeper = event(wait).thread;
    const std::size_t woken = first(notify + 1, [&](const model_event& e) {
      return e.thread != sleeper && e.thread != event(notify).thread &&
             (e.op == model_op::wake_up || e.op == model_op::atomic_woken);
    });
    const std::string whom = woken == none
                                 ? "another thread"
                                 : fmt::format("T{}", event(woken).thread);
    return fmt::format(
        "the notify{} wakes {}, and not T{}, which waits since{}; nobody "
        "notifies again",
        at_event(notify), whom, sleeper, at_event(wait).substr(3));
  }

  std::string nobody_notifies(std::size_t wait) const {
    const int sleeper = event(wait).thread;
    const std::size_t read = last_read(wait, sleeper);
    const std::size_t change =
        read == none ? none : change_after(read, event(read));
    if (change != none)
      return fmt::format(
          "T{} reads {}{} and waits{}; T{} changes it{}, and notifies nobody",
          sleeper, scene_.object(event(read)), at_event(read), at_event(wait),
          event(change).thread, at_event(change));
    return fmt::format(
        "T{} waits{}, nobody notifies {}, and no thread is left that could",
        sleeper, at_event(wait), scene_.object(event(wait)));
  }

  // --- who waits for whom ---

  const model_blocked* blocked(int thread) const {
    for (const model_blocked& b : f_.blocked)
      if (b.thread == thread) return &b;
    return nullptr;
  }

  static int waits_for(const model_blocked& b) {
    return b.joins >= 0 ? b.joins : b.holder;
  }

  // The threads of the circle that `start` leads to, or the way to its end.
  std::vector<const model_blocked*> circle(int start) const {
    std::vector<const model_blocked*> way;
    for (const model_blocked* b = blocked(start); b != nullptr;
         b = blocked(waits_for(*b))) {
      const auto seen = std::ranges::find(way, b);
      if (seen != way.end()) return {seen, way.end()};
      way.push_back(b);
    }
    return way;
  }

  std::string taken_at(const model_blocked& b) const {
    const std::size_t lock = last(f_.events.size(), [&](const model_event& e) {
      return e.thread == b.holder && e.calls == b.held_since &&
             (e.op == model_op::lock || e.op == model_op::try_lock ||
              e.op == model_op::wake_up);
    });
    return lock == none ? "" : at_event(lock);
  }

  std::string name_of_wanted(const model_blocked& b) const {
    return scene_.object(b.waits_in, b.object, b.calls);
  }

  std::string link(const model_blocked& b) const {
    if (b.joins >= 0)
      return fmt::format("T{} waits for the end of T{}", b.thread, b.joins);
    const std::string mutex =
        b.waits_in == model_op::wake_up ? "the mutex" : name_of_wanted(b);
    return fmt::format("T{} waits for {}, which T{} took{}", b.thread, mutex,
                       b.holder, taken_at(b));
  }

  std::string deadlock() const {
    const auto way = circle(f_.who.thread);
    if (way.empty() || waits_for(*way.back()) < 0)
      return "every thread that is left waits for another one";
    const model_blocked& end = *way.back();
    if (way.size() == 1 && end.holder == end.thread)
      return fmt::format(
          "T{} locks {} again, which it holds{}: a mutex is not recursive",
          end.thread, name_of_wanted(end),
          taken_at(end).empty() ? "" : " since" + taken_at(end).substr(3));
    std::string text;
    for (const model_blocked* b : way)
      text += (text.empty() ? "" : ", and ") + link(*b);
    const int last_one = waits_for(end);
    if (blocked(last_one) == nullptr)
      return text +
             fmt::format("; T{} has ended and will not unlock it", last_one);
    return text + ": a circle";
  }

  std::string livelock() const {
    std::string text;
    for (const model_blocked& b : f_.blocked) {
      const std::size_t read =
          last(f_.events.size(), [&](const model_event& e) {
            return e.thread == b.thread && reads(e);
          });
      if (!b.is_spinning || read == none) continue;
      text += fmt::format("{}T{} reads {} again and again{}",
                          text.empty() ? "" : ", ", b.thread,
                          scene_.object(event(read)), at_event(read));
    }
    if (text.empty()) return "the threads go round in a circle without an end";
    return text + ", and nobody is left to change what is read";
  }
};

}  // namespace

reason why_stuck(const scene& s, const told_numbers& n) {
  return stuck(s, n).found();
}

}  // namespace grader
