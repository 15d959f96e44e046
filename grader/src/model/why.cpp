// SPDX-License-Identifier: MIT
//
// One sentence for each kind of failure. It follows from the trace alone, and
// says no more than that shows.
#include <fmt/format.h>

#include <algorithm>

#include "model/told.hpp"

namespace grader {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

bool is_wait(model_op op) {
  return op == model_op::wait || op == model_op::atomic_wait;
}
bool is_notify(model_op op) {
  return op == model_op::notify || op == model_op::atomic_notify;
}
bool writes(const model_event& e) {
  return e.op == model_op::store || e.op == model_op::update ||
         (e.op == model_op::compare_exchange && e.note == model_note::succeeds);
}
bool reads(const model_event& e) {
  return e.op == model_op::load || e.op == model_op::update ||
         e.op == model_op::compare_exchange;
}

class explainer {
 public:
  explainer(const scene& s, const told_numbers& n)
      : scene_(s), f_(s.failure()), numbers_(n) {}

  std::string sentence() const {
    switch (f_.kind) {
      case model_problem::lost_wakeup:
        return lost_wakeup();
      case model_problem::deadlock:
        return deadlock();
      case model_problem::livelock:
        return livelock();
      case model_problem::data_race:
        return data_race();
      case model_problem::use_after_free:
        return fmt::format("T{} {} memory{} that {} has freed{}", f_.who.thread,
                           f_.who.did, at(numbers_.who), thread(f_.other),
                           at(numbers_.other));
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

 private:
  const model_event& event(std::size_t i) const { return f_.events[i]; }

  static std::string at(int number) {
    return number == 0 ? "" : fmt::format(" at {}", number);
  }
  std::string at_event(std::size_t i) const { return at(numbers_.of_event[i]); }
  std::string thread(const model_party& p) const {
    return p.thread == f_.who.thread ? "it" : fmt::format("T{}", p.thread);
  }

  // The last event before `end` for which `wanted` holds; none if there is
  // none.
  template <class F>
  std::size_t last(std::size_t end, F wanted) const {
    while (end-- > 0)
      if (wanted(event(end))) return end;
    return none;
  }
  template <class F>
  std::size_t first(std::size_t begin, F wanted) const {
    for (; begin < f_.events.size(); ++begin)
      if (wanted(event(begin))) return begin;
    return none;
  }

  std::size_t last_read(std::size_t end, int thread) const {
    return last(end, [&](const model_event& e) {
      return e.thread == thread && reads(e) && !scene_.is_inner(e);
    });
  }
  // The first change of what was read, by another thread.
  std::size_t change_after(std::size_t begin, const model_event& read) const {
    return first(begin + 1, [&](const model_event& e) {
      return e.thread != read.thread && writes(e) && e.object == read.object;
    });
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
    if (early != none) return too_early(wait, early);
    return nobody_notifies(wait);
  }

  // What the sleeper had looked at before, and the other changed meanwhile.
  std::string too_early(std::size_t wait, std::size_t notify) const {
    const int sleeper = event(wait).thread;
    const int other = event(notify).thread;
    const std::string rest = fmt::format(
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
        "the notify{} wakes {}, and not T{}, which waits since {}; nobody "
        "notifies again",
        at_event(notify), whom, sleeper, numbers_.of_event[wait]);
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

  // --- who comes too near to whom ---

  // A store of the first thread behind its access that the second one read
  // before its own.
  std::string failed_link() const {
    const std::size_t from = first_after(f_.other);
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
    return fmt::format(
        "T{} {} {}{}, T{} {} it{}, and nothing orders the two{}{}",
        f_.other.thread, verb(f_.other),
        operand.empty() || frees ? "memory" : operand, at(numbers_.other),
        f_.who.thread, verb(f_.who), at(numbers_.who),
        frees ? ": in another order it is used after its end" : "",
        failed_link());
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

  const scene& scene_;
  const model_failure& f_;
  const told_numbers& numbers_;
};

}  // namespace

std::string why(const scene& s, const told_numbers& n) {
  return explainer(s, n).sentence();
}

}  // namespace grader
