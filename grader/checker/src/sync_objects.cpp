// SPDX-License-Identifier: MIT
#include <checker/execution.hpp>
#include <checker/sync_objects.hpp>

namespace checker {
namespace {

operation on_mutex(op_kind kind, address mutex, code_place place) {
  operation op;
  op.kind = kind;
  op.first = {mutex, true};
  op.place = place;
  return op;
}

constexpr std::array<std::uint8_t, most_threads> first_is_free{
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

}  // namespace

void sync_objects::reset() {
  mutexes_.clear();
  conditions_.clear();
  futexes_.clear();
}

// --- mutexes ---

bool sync_objects::can_lock(const thread_state& t) {
  const operation& op = t.next;
  if (op.kind == op_kind::wake_up && !t.was_notified) return false;
  const mutex_state* m = mutexes_.find(op.first.object);
  if (m == nullptr || m->is_free()) return true;
  if (op.is_shared) return m->owner < 0;
  return op.is_recursive && m->owner == t.id;
}

void sync_objects::take(mutex_state& m, code_place place) {
  thread_state& t = execution_.self();
  m.owner = t.id;
  m.depth = 1;
  m.held_since = place;
  t.knows.join(m.released);
  t.made_progress();
}

void sync_objects::release(mutex_state& m) {
  thread_state& t = execution_.self();
  m.released.join(t.knows);
  m.owner = -1;
  t.advance();
  t.made_progress();
}

void sync_objects::trace_lock(op_kind kind, address mutex, note what,
                              code_place place) {
  execution_.tracing().add({execution_.steps(), execution_.self().id, kind,
                            what, mutex, 0, 0, 0, 0, -1, place});
}

void sync_objects::lock(address mutex, bool is_recursive, code_place place) {
  execution_.mem().use(mutex, place);
  operation op = on_mutex(op_kind::lock, mutex, place);
  op.is_recursive = is_recursive;
  const thread_state& t = execution_.announce(op);
  execution_.mem().use(mutex, place);
  trace_lock(op_kind::lock, mutex, note::none, place);
  mutex_state& m = mutexes_.get(mutex);
  if (m.owner == t.id) {
    ++m.depth;
  } else {
    take(m, place);
  }
}

bool sync_objects::try_lock(address mutex, bool is_recursive,
                            code_place place) {
  const thread_state& t =
      execution_.announce(on_mutex(op_kind::try_lock, mutex, place));
  execution_.mem().use(mutex, place);
  mutex_state& m = mutexes_.get(mutex);
  const bool again = is_recursive && m.owner == t.id;
  const bool succeeds = again || m.is_free();
  trace_lock(op_kind::try_lock, mutex, succeeds ? note::succeeds : note::fails,
             place);
  if (again) {
    ++m.depth;
  } else if (succeeds) {
    take(m, place);
  }
  return succeeds;
}

bool sync_objects::lock_until(address mutex, std::uint64_t deadline,
                              code_place place) {
  operation op = on_mutex(op_kind::lock, mutex, place);
  op.is_timed = true;
  op.deadline = deadline;
  thread_state& me = execution_.self();
  me.timed_out = false;
  thread_state& t = execution_.announce(op);
  if (t.timed_out) {
    trace_lock(op_kind::lock, mutex, note::times_out, place);
    return false;
  }
  trace_lock(op_kind::lock, mutex, note::none, place);
  take(mutexes_.get(mutex), place);
  return true;
}

void sync_objects::unlock(address mutex, code_place place) {
  const thread_state& t =
      execution_.announce(on_mutex(op_kind::unlock, mutex, place));
  execution_.mem().use(mutex, place);
  mutex_state& m = mutexes_.get(mutex);
  trace_lock(op_kind::unlock, mutex, note::none, place);
  if (contains(m.reading, t.id) && m.owner != t.id) {
    m.reading &= static_cast<thread_set>(~only(t.id));
    --m.readers;
    release(m);
    return;
  }
  if (m.owner != t.id) {
    execution_.fail(problem::misuse, place,
                    "unlocks a mutex that it does not hold");
  }
  if (--m.depth == 0) release(m);
}

void sync_objects::lock_shared(address mutex, code_place place) {
  operation op = on_mutex(op_kind::lock, mutex, place);
  op.is_shared = true;
  thread_state& t = execution_.announce(op);
  execution_.mem().use(mutex, place);
  mutex_state& m = mutexes_.get(mutex);
  trace_lock(op_kind::lock, mutex, note::shared, place);
  ++m.readers;
  m.reading |= only(t.id);
  m.held_since = place;
  t.knows.join(m.released);
  t.made_progress();
}

bool sync_objects::try_lock_shared(address mutex, code_place place) {
  thread_state& t =
      execution_.announce(on_mutex(op_kind::try_lock, mutex, place));
  mutex_state& m = mutexes_.get(mutex);
  const bool succeeds = m.owner < 0;
  trace_lock(op_kind::try_lock, mutex, succeeds ? note::succeeds : note::fails,
             place);
  if (!succeeds) return false;
  ++m.readers;
  m.reading |= only(t.id);
  t.knows.join(m.released);
  t.made_progress();
  return true;
}

// --- condition variables ---

bool sync_objects::wait(address condition, address mutex,
                        std::uint64_t deadline, code_place place) {
  operation op;
  op.kind = op_kind::wait;
  op.first = {condition, true};
  op.second = {mutex, true};
  op.place = place;
  thread_state& t = execution_.announce(op);
  execution_.mem().use(condition, place);
  mutex_state& m = mutexes_.get(mutex);
  if (m.owner != t.id) {
    execution_.fail(problem::misuse, place, "waits without holding the mutex");
  }
  t.was_notified = t.timed_out = false;
  const bool may_be_spurious =
      execution_.options.spurious_events && t.spurious_left > 0;
  const std::size_t outcomes =
      1 + (may_be_spurious ? 1u : 0u) + (deadline != 0 ? 1u : 0u);
  const std::size_t outcome = execution_.choose(outcomes, first_is_free.data());
  note what = note::none;
  if (outcome == 1 && may_be_spurious) {
    what = note::spurious_wakeup;
    --t.spurious_left;
    t.was_notified = true;
  } else if (outcome != 0) {
    what = note::times_out;
    t.timed_out = t.was_notified = true;
    execution_.pass_time_until(deadline);
  }
  trace_lock(op_kind::wait, condition, what, place);
  release(m);
  if (!t.was_notified) conditions_.get(condition).threads.push_back(t.id);

  operation again = on_mutex(op_kind::wake_up, mutex, place);
  again.is_timed = deadline != 0;
  again.deadline = deadline;
  again.waits_for = condition;
  execution_.announce(again);
  trace_lock(op_kind::wake_up, mutex, note::none, place);
  take(mutexes_.get(mutex), place);
  return !t.timed_out;
}

void sync_objects::notify(address condition, bool all, code_place place) {
  operation op;
  op.kind = op_kind::notify;
  op.first = {condition, true};
  op.place = place;
  thread_state& t = execution_.announce(op);
  execution_.mem().use(condition, place);
  list<thread_id>& waiting = conditions_.get(condition).threads;
  trace_lock(op_kind::notify, condition,
             waiting.empty() ? note::nobody_waits : note::none, place);
  t.made_progress();
  if (waiting.empty()) return;
  if (all) {
    for (thread_id w : waiting) execution_.thread(w).was_notified = true;
    waiting.clear();
    return;
  }
  const std::size_t one =
      execution_.choose(waiting.size(), first_is_free.data());
  execution_.thread(waiting[one]).was_notified = true;
  waiting.remove(one);
}

// --- futexes ---

sync_objects::futex_result sync_objects::futex_wait(address word,
                                                    std::size_t size,
                                                    std::uint64_t expected,
                                                    std::uint64_t deadline,
                                                    code_place place) {
  operation op;
  op.kind = op_kind::futex_wait;
  op.first = {word, true};
  op.second = {sequential_order, false};
  op.place = place;
  thread_state& t = execution_.announce(op);
  const std::uint64_t value = execution_.mem().read_newest(word, size, place);
  const bool blocks = value == expected;
  execution_.tracing().add({execution_.steps(), t.id, op_kind::futex_wait,
                            blocks ? note::blocks : note::differs, word, size,
                            value, expected, 0, -1, place});
  if (!blocks) return futex_result::differs;
  t.was_notified = t.timed_out = false;
  t.made_progress();
  const bool may_be_spurious =
      execution_.options.spurious_events && t.spurious_left > 0;
  const std::size_t outcomes =
      1 + (may_be_spurious ? 1u : 0u) + (deadline != 0 ? 1u : 0u);
  const std::size_t outcome = execution_.choose(outcomes, first_is_free.data());
  if (outcome == 1 && may_be_spurious) {
    --t.spurious_left;
    return futex_result::woken;
  }
  if (outcome != 0) {
    execution_.pass_time_until(deadline);
    return futex_result::timed_out;
  }
  futexes_.get(word).threads.push_back(t.id);
  operation woken;
  woken.kind = op_kind::futex_woken;
  woken.place = place;
  woken.is_timed = deadline != 0;
  woken.deadline = deadline;
  woken.waits_for = word;
  execution_.announce(woken);
  trace_lock(op_kind::futex_woken, word,
             t.timed_out ? note::times_out : note::none, place);
  return t.timed_out ? futex_result::timed_out : futex_result::woken;
}

int sync_objects::futex_wake(address word, int most, code_place place) {
  operation op;
  op.kind = op_kind::futex_wake;
  op.first = {word, true};
  op.place = place;
  thread_state& t = execution_.announce(op);
  t.made_progress();
  list<thread_id>& waiting = futexes_.get(word).threads;
  trace_lock(op_kind::futex_wake, word,
             waiting.empty() ? note::nobody_waits : note::none, place);
  int woken = 0;
  for (; woken < most && !waiting.empty(); ++woken) {
    execution_.thread(waiting[0]).was_notified = true;
    waiting.remove(0);
  }
  return woken;
}

// --- for the scheduler ---

void sync_objects::remove_waiting(thread_id t) {
  const auto remove = [t](address, waiting_threads& waiting) {
    for (std::size_t i = 0; i < waiting.threads.size(); ++i) {
      if (waiting.threads[i] == t) return waiting.threads.remove(i);
    }
  };
  conditions_.for_each(remove);
  futexes_.for_each(remove);
}

void sync_objects::forget(address a, std::size_t size) {
  if (mutexes_.size() == 0) return;
  // A mutex is aligned as its words are.
  for (address at = (a + 7) & ~address{7}; at < a + size; at += 8) {
    mutex_state* const m = mutexes_.find(at);
    if (m != nullptr && m->is_free()) m->reset();
  }
}

}  // namespace checker
