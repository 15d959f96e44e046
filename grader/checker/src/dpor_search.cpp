// SPDX-License-Identifier: MIT
#include <checker/dpor_search.hpp>

namespace checker {
namespace {

const effect* effect_on(const operation& op, address object) {
  if (op.first.object == object) return &op.first;
  if (op.second.object == object) return &op.second;
  return nullptr;
}

// Whether it gives the mutex back.
bool releases(const operation& op, address mutex) {
  return op.kind == op_kind::unlock ||
         (op.kind == op_kind::wait && op.second.object == mutex);
}
bool takes(const operation& op) {
  return op.kind == op_kind::lock || op.kind == op_kind::wake_up;
}

// Who holds a mutex has it alone: between giving it back and taking it there is
// only one order.
bool may_come_in_both_orders(const operation& a, const operation& b,
                             address object) {
  const bool a_releases = releases(a, object), b_releases = releases(b, object);
  if (a_releases && (takes(b) || b_releases)) return false;
  return !(b_releases && (takes(a) || a_releases));
}

}  // namespace

void dpor_search::begin() {
  depth_ = 0;
  last_thread_node_ = no_node;
  steps_ = 0;
  clock_of_step_.clear();
  thread_of_step_.clear();
  clock_of_step_.push_back({});  // steps are numbered from 1
  thread_of_step_.push_back(-1);
  for (vector_clock& c : clock_of_) c = {};
  history_.clear();
}

std::size_t dpor_search::new_thread_node(const thread_options& options,
                                         const pending_operations& next) {
  node n{};
  n.is_thread = true;
  n.count = static_cast<std::uint8_t>(options.count);
  n.enabled = options.all;
  for (std::size_t i = 0; i < options.count; ++i) {
    n.option[i] = static_cast<std::uint8_t>(options.thread[i]);
  }
  for (std::size_t t = 0; t < most_threads; ++t) {
    if (next.of[t] != nullptr) n.operations[t] = *next.of[t];
  }
  if (last_thread_node_ != no_node) {
    const node& before = path_[last_thread_node_];
    const thread_id went = before.option[before.picked];
    const auto tried =
        static_cast<thread_set>((before.asleep | before.done) & ~only(went));
    for (thread_id t = 0; t < most_threads; ++t) {
      if (contains(tried, t) && !depend(before.operations[index(t)],
                                        before.operations[index(went)])) {
        n.asleep |= only(t);
      }
    }
  }
  std::size_t first = 0;
  while (first < options.count && contains(n.asleep, options.thread[first])) {
    ++first;
  }
  if (first == options.count) return none;
  n.picked = static_cast<std::uint8_t>(first);
  n.backtrack = only(options.thread[first]);
  path_.push_back(n);
  return first;
}

std::size_t dpor_search::pick_thread(const thread_options& options,
                                     const pending_operations& next) {
  std::size_t picked;
  if (depth_ < path_.size()) {
    picked = path_[depth_].picked;
  } else {
    picked = new_thread_node(options, next);
    if (picked == none) return none;
  }
  last_thread_node_ = depth_++;
  return picked;
}

std::size_t dpor_search::pick_value(std::size_t count, const std::uint8_t*) {
  if (depth_ == path_.size()) {
    node n{};
    n.count = static_cast<std::uint8_t>(count);
    path_.push_back(n);
  }
  return path_[depth_++].picked;
}

// --- what depends on what ---

// What comes before `op`, if `t` does it now.
vector_clock dpor_search::dependencies(thread_id t, const operation& op) {
  vector_clock before = clock_of_[index(t)];
  for (const effect* e : {&op.first, &op.second}) {
    if (e->object == 0) continue;
    const history* const h = history_.find(e->object);
    if (h == nullptr) continue;
    before.join(h->written);
    if (e->writes) before.join(h->read);
  }
  return before;
}

void dpor_search::on_step(thread_id t, const operation& op,
                          const pending_operations&) {
  ++steps_;
  find_races(t, op);
  vector_clock now = dependencies(t, op);
  now[t] = steps_;
  clock_of_[index(t)] = now;
  for (const effect* e : {&op.first, &op.second}) {
    if (e->object == 0) continue;
    history& h = history_.get(e->object);
    (e->writes ? h.written : h.read).join(now);
    h.steps.push_back({steps_, last_thread_node_, t, op});
  }
  clock_of_step_.push_back(now);
  thread_of_step_.push_back(t);
}

void dpor_search::on_spawn(thread_id parent, thread_id child) {
  clock_of_[index(child)] = clock_of_[index(parent)];
}

void dpor_search::on_join(thread_id who, thread_id ended) {
  clock_of_[index(who)].join(clock_of_[index(ended)]);
}

void dpor_search::on_stuck(const pending_operations& next) {
  // What they wait to do races with what was done, too.
  for (thread_id t = 0; t < most_threads; ++t) {
    if (next.of[index(t)] != nullptr) find_races(t, *next.of[index(t)]);
  }
}

// --- races ---

void dpor_search::find_races(thread_id t, const operation& op) {
  const vector_clock before = dependencies(t, op);
  for (const effect* e : {&op.first, &op.second}) {
    if (e->object != 0) find_races_on(*e, t, op, before);
  }
}

void dpor_search::find_races_on(const effect& on, thread_id t,
                                const operation& op,
                                const vector_clock& before) {
  const history* const h = history_.find(on.object);
  if (h == nullptr) return;
  racing_.clear();
  for (std::size_t i = h->steps.size(); i-- > 0;) {
    const past_step& past = h->steps[i];
    if (past.thread == t) continue;
    const effect* const its = effect_on(past.what, on.object);
    if (!on.writes && !its->writes) continue;
    if (clock_of_[index(t)][past.thread] >= past.number) continue;
    if (!may_come_in_both_orders(past.what, op, on.object)) continue;
    // A later race is behind it: that one is to be turned first.
    bool is_covered = false;
    for (step_number later : racing_) {
      is_covered |= clock_of_step_[later][past.thread] >= past.number;
    }
    if (is_covered) continue;
    racing_.push_back(past.number);
    must_go_first(past.node, t, past.number, before);
  }
}

// Whether nothing in `between_` has to come before what has this clock.
bool dpor_search::is_initial(const vector_clock& its) const {
  for (step_number s : between_) {
    if (its[thread_of_step_[s]] >= s) return false;
  }
  return true;
}

// At the node of the step `race`, somebody has to go who leads to the step of
// `t`, and does not need that one.
void dpor_search::must_go_first(std::size_t at, thread_id t, step_number race,
                                const vector_clock& before) {
  node& n = path_[at];
  const thread_id racer = thread_of_step_[race];
  thread_set initials = 0, seen = 0;
  between_.clear();
  for (step_number s = race + 1; s < clock_of_step_.size(); ++s) {
    if (clock_of_step_[s][racer] >= race) continue;
    const thread_id u = thread_of_step_[s];
    if (!contains(seen, u)) {
      if (is_initial(clock_of_step_[s])) initials |= only(u);
      seen |= only(u);
    }
    between_.push_back(s);
  }
  if (!contains(seen, t) && is_initial(before)) initials |= only(t);
  if ((initials & n.backtrack) != 0) return;
  const auto possible = static_cast<thread_set>(initials & n.enabled);
  if (contains(possible, t)) {
    n.backtrack |= only(t);
  } else if (possible != 0) {
    n.backtrack |= static_cast<thread_set>(possible & -possible);
  } else {
    n.backtrack |= n.enabled;
  }
}

// --- the next execution ---

bool dpor_search::next() {
  for (; !path_.empty(); path_.pop_back()) {
    node& n = path_.back();
    if (!n.is_thread) {
      if (n.picked + 1 == n.count) continue;
      ++n.picked;
      return true;
    }
    n.done |= only(n.option[n.picked]);
    const int left = n.backtrack & ~n.done & ~n.asleep;
    if (left == 0) continue;
    const int t = __builtin_ctz(static_cast<unsigned>(left));
    for (std::size_t i = 0; i < n.count; ++i) {
      if (n.option[i] == t) n.picked = static_cast<std::uint8_t>(i);
    }
    return true;
  }
  return false;
}

}  // namespace checker
