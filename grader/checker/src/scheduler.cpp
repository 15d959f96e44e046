// SPDX-License-Identifier: MIT
//
// Who goes on, and what it means that nobody can.
#include <checker/execution.hpp>
#include <utility>

namespace checker {
namespace {

// So often the threads that only re-read the same values may do so again, while
// nobody else can run, before that is called a livelock.
constexpr int most_spins = 60;

// So often a single thread may sleep and look again, while all others are
// blocked.
constexpr int most_rounds_alone = 60;

// So often a thread that spins may re-read, or yield, once it was picked though
// others could run: longer than what spins a while before it sleeps does.
constexpr int patience_of_a_spin = 40;

// Of the steps of an execution, after which turns are given out fairly, and how
// many in a row a thread has then. One that goes round in a circle and writes
// would not let anybody else run, and that is no livelock.
constexpr int free_part_of_steps = 2;
constexpr int fair_turn = 64;

}  // namespace

bool execution::can_run(thread_state& t) {
  if (t.is_finished || !t.has_next) return false;
  switch (t.next.kind) {
    case op_kind::lock:
      return t.timed_out || sync_.can_lock(t);
    case op_kind::wake_up:
      return sync_.can_lock(t);
    case op_kind::futex_woken:
      return t.was_notified;
    case op_kind::join:
      return threads_[index(t.next.target)].is_finished;
    case op_kind::sleep:
      // The first that has to wake wakes first.
      for (thread_id u = 0; u < count_; ++u) {
        const thread_state& other = threads_[index(u)];
        if (u != t.id && !other.is_finished && other.has_next &&
            other.next.kind == op_kind::sleep &&
            other.next.deadline < t.next.deadline) {
          return false;
        }
      }
      return true;
    default:
      return true;
  }
}

// It sleeps, has yielded, or spins: it runs when nobody else can.
bool execution::waits_for_others(thread_state& t) {
  if (t.next.kind == op_kind::sleep || t.has_yielded) return true;
  if (!t.is_spinning) return false;
  for (const repeated_read& r : t.reads) {
    if (memory_.has_changed(r)) {
      t.reads.clear();
      t.is_spinning = false;
      return false;
    }
  }
  return true;
}

pending_operations execution::pending() const {
  pending_operations all;
  for (thread_id t = 0; t < count_; ++t) {
    const thread_state& it = threads_[index(t)];
    if (!it.is_finished && it.has_next) all.of[index(t)] = &it.next;
  }
  return all;
}

// Nobody can run: the first wait that has a deadline ends.
bool execution::let_time_pass() {
  thread_state* first = nullptr;
  for (thread_id u = 0; u < count_; ++u) {
    thread_state& t = threads_[index(u)];
    if (t.is_finished || !t.has_next || !t.next.is_timed || t.timed_out ||
        (t.next.kind != op_kind::lock && t.was_notified)) {
      continue;
    }
    if (first == nullptr || t.next.deadline < first->next.deadline) first = &t;
  }
  if (first == nullptr) return false;
  pass_time_until(first->next.deadline);
  first->timed_out = first->was_notified = true;
  sync_.remove_waiting(first->id);
  return true;
}

// Who is left was detached: the program would end with its main thread.
bool execution::may_end() const {
  for (thread_id u = 0; u < count_; ++u) {
    const thread_state& t = threads_[index(u)];
    if (!t.is_finished && !t.is_detached) return false;
  }
  return true;
}

execution::next_step execution::pick(thread_id& to) {
  thread_options offer;
  thread_set able = 0, waiting = 0;
  for (;;) {
    able = waiting = 0;
    bool any_left = false;
    for (thread_id u = 0; u < count_; ++u) {
      thread_state& t = threads_[index(u)];
      if (t.is_finished) continue;
      any_left = true;
      if (!can_run(t)) continue;
      able |= only(u);
      if (waits_for_others(t)) waiting |= only(u);
    }
    if (!any_left) return next_step::finished;
    if (able != 0) break;
    if (may_end()) return next_step::finished;
    if (!let_time_pass()) fail_stuck();
  }
  if (steps_ >= options.most_steps) fail_spinning();

  auto usual = static_cast<thread_set>(able & ~waiting);
  if (steps_ >= options.most_steps / free_part_of_steps && turn_ >= fair_turn &&
      (usual & ~only(current_)) != 0) {
    usual = static_cast<thread_set>(usual & ~only(current_));
  }
  const bool only_waiting = usual == 0;
  if (only_waiting) {
    usual = able;
    bool all_spin = true;
    for (thread_id u = 0; u < count_; ++u) {
      thread_state& t = threads_[index(u)];
      t.has_yielded = false;
      if (contains(able, u)) all_spin &= t.is_spinning;
    }
    if (current_ >= 0 && able == only(current_) &&
        ++rounds_alone_ > most_rounds_alone) {
      fail_spinning();
    }
    for (thread_id u = 0; all_spin && u < count_; ++u) {
      if (contains(able, u) && ++threads_[index(u)].spins > most_spins) {
        fail_spinning();
      }
    }
  }
  const bool current_goes_on = current_ >= 0 && contains(usual, current_);
  if (current_goes_on) offer.add(current_, 0);
  for (thread_id u = 0; u < count_; ++u) {
    if (contains(usual, u) && u != current_) {
      offer.add(u, current_goes_on ? 1 : 0);
    }
  }
  // One that sleeps may wake early once; one that spins may spin for a while
  // though others could run.
  thread_set out_of_turn = 0;
  for (thread_id u = 0; !only_waiting && u < count_; ++u) {
    const thread_state& t = threads_[index(u)];
    if (!contains(waiting, u) || t.early_left == 0) continue;
    out_of_turn |= only(u);
    offer.add(u, 1);
  }

  const pending_operations next = pending();
  const std::size_t picked = search_->pick_thread(offer, next);
  if (picked == search::none) return next_step::pruned;
  to = offer.thread[picked];
  choices_.push_back({true, static_cast<std::uint8_t>(to), offer.cost[picked]});
  ++steps_;
  if (to != current_) rounds_alone_ = turn_ = 0;
  ++turn_;
  thread_state& t = threads_[index(to)];
  if (contains(out_of_turn, to)) {
    --t.early_left;
    t.is_spinning = false;
    t.patience = patience_of_a_spin;
  }
  search_->on_step(to, t.next, next);
  if (to != current_ || t.next.kind != op_kind::yield) {
    for (thread_id u = 0; u < count_; ++u) {
      if (u != to) threads_[index(u)].has_yielded = false;
    }
  }
  return next_step::go_on;
}

thread_state& execution::announce(const operation& next) {
  fail_if_it_has_to();
  ++pulse_;
  thread_state& me = self();
  me.next = next;
  me.has_next = true;
  leave_for_next();
  me.has_next = false;
  me.advance();
  return me;
}

std::size_t execution::choose(std::size_t count, const std::uint8_t* costs) {
  if (count <= 1) return 0;
  const std::size_t picked = search_->pick_value(count, costs);
  choices_.push_back({false, static_cast<std::uint8_t>(picked), costs[picked]});
  return picked;
}

void execution::go_to(thread_id next) {
  const thread_id before = std::exchange(current_, next);
  fiber::switch_to(threads_[index(before)].context,
                   threads_[index(next)].context);
}

// Returns when it is this thread's turn.
void execution::leave_for_next() {
  thread_id to = -1;
  switch (pick(to)) {
    case next_step::go_on:
      if (to != current_) go_to(to);
      return;
    case next_step::pruned:
      verdict_ = verdict::pruned;
      stop();
    case next_step::finished:
      stop();
  }
}

void execution::stop() {
  thread_state& from = self();
  current_ = -1;
  fiber::switch_to(from.context, outer_);
  __builtin_unreachable();
}

// --- what is wrong ---

void execution::fail(const finding& what) {
  is_inside_ = true;
  found_ = what;
  verdict_ = verdict::wrong;
  describe_blocked();
  stop();
}

void execution::fail(problem kind, code_place place, const char* text) {
  fail_soon(kind, place, text);
  fail(soon_);
}

void execution::fail_soon(problem kind, code_place place, const char* text,
                          deed did) {
  finding f;
  f.kind = kind;
  f.who = {current_, did, place, steps_};
  std::size_t i = 0;
  for (; text[i] != 0 && i + 1 < f.text.size(); ++i) f.text[i] = text[i];
  f.text[i] = 0;
  soon_ = f;
}

void execution::fail_stuck() {
  search_->on_stuck(pending());
  finding f;
  f.kind = problem::deadlock;
  for (thread_id u = 0; u < count_; ++u) {
    const thread_state& t = threads_[index(u)];
    if (t.is_finished) continue;
    const bool waits = t.next.kind == op_kind::futex_woken ||
                       (t.next.kind == op_kind::wake_up && !t.was_notified);
    if (waits) f.kind = problem::lost_wakeup;
    if (waits || f.who.thread < 0) {
      f.who = {u, deed::none, t.next.place, steps_};
    }
  }
  fail(f);
}

void execution::fail_spinning() {
  search_->on_stuck(pending());
  finding f;
  f.kind = problem::livelock;
  f.who = {current_, deed::none, self().next.place, steps_};
  fail(f);
}

void execution::describe_blocked() {
  for (thread_id u = 0; u < count_; ++u) {
    const thread_state& t = threads_[index(u)];
    if (t.is_finished || !t.has_next) continue;
    const address object =
        t.next.waits_for != 0 ? t.next.waits_for : t.next.first.object;
    blocked_thread b{
        u,  t.next.kind, object, t.next.place, t.was_notified, t.is_spinning,
        -1, {},          -1};
    if (t.next.kind == op_kind::lock || t.next.kind == op_kind::wake_up) {
      if (const mutex_state* m = sync_.find_mutex(t.next.first.object)) {
        b.holder = m->owner;
        b.held_since = m->held_since;
      }
    }
    if (t.next.kind == op_kind::join) b.joins = t.next.target;
    blocked_.push_back(b);
  }
}

}  // namespace checker
