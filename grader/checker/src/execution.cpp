// SPDX-License-Identifier: MIT
//
// The life of an execution and of its threads.
#include <checker/execution.hpp>
#include <checker/program.hpp>
#include <cstring>
#include <exception>
#include <typeinfo>

namespace checker {
namespace {

// Whether a call of the program to a library returns there: a direct call, to
// what jumps to an address that the loader has put somewhere.
bool returns_from_library(address a) {
  const auto* const code = reinterpret_cast<const unsigned char*>(a);
  if (!is_in_program(a - 5) || code[-5] != 0xE8) return false;
  std::int32_t distance;
  std::memcpy(&distance, code - 4, sizeof distance);
  // What only looks like a call may lead anywhere.
  const address target = a + static_cast<address>(std::int64_t{distance});
  if (!is_in_code(target) || !is_in_code(target + 3)) return false;
  const auto* const to = reinterpret_cast<const unsigned char*>(target);
  constexpr unsigned char jump[] = {0xFF, 0x25}, marked[] = {0xF3, 0x0F, 0x1E};
  return std::memcmp(to, jump, sizeof jump) == 0 ||
         std::memcmp(to, marked, sizeof marked) == 0;
}

// A library calls us, and has no frames to walk. Returns: what looks like the
// return address of the call from the program to that library; `otherwise` if
// nothing does.
[[clang::no_sanitize("address")]] const void* find_call(const void* frame,
                                                        const void* otherwise) {
  constexpr std::size_t most_words = 96;
  const auto* const stack = static_cast<const address*>(frame);
  for (std::size_t i = 2; i < most_words; ++i) {
    if (is_in_program(stack[i]) && returns_from_library(stack[i])) {
      return reinterpret_cast<const void*>(stack[i]);
    }
  }
  return otherwise;
}

constexpr std::uint64_t begin_of_time = 1'000'000'000;  // ns

}  // namespace

constinit execution* the_execution = nullptr;

execution::execution() {
  outer_.adopt_this_thread();
  the_execution = this;
  image_.save();
}

void execution::reset(search& with) {
  search_ = &with;
  image_.restore();
  memory_.reset();
  sync_.reset();
  now_ = begin_of_time;
  count_ = 0;
  current_ = -1;
  steps_ = rounds_alone_ = turn_ = 0;
  choices_.clear();
  verdict_ = verdict::fine;
  found_ = {};
  soon_ = {};
  blocked_.clear();
}

verdict execution::run(void (*scenario)(), search& with, bool with_trace) {
  reset(with);
  trace_.reset(with_trace);
  with.begin();
  start_thread(
      [](void* f) -> void* {
        reinterpret_cast<void (*)()>(f)();
        return nullptr;
      },
      reinterpret_cast<void*>(scenario));
  current_ = 0;
  is_running_ = true;
  fiber::switch_to(outer_, threads_[0].context);
  is_running_ = false;
  is_inside_ = true;
  if (verdict_ == verdict::fine && options.leaks && !any_left()) {
    if (const block* b = memory_.leaked()) {
      verdict_ = verdict::wrong;
      found_.kind = problem::leak;
      found_.who = found_.allocated = b->allocated;
      found_.size = b->size;
    }
  }
  return verdict_;
}

// Threads that were detached, and wait for ever: what they have is no leak.
bool execution::any_left() const {
  for (thread_id u = 0; u < count_; ++u) {
    if (!threads_[index(u)].is_finished) return true;
  }
  return false;
}

code_place execution::place(const void* pc) {
  const thread_state& t = self();
  code_place p;
  p.pc = pc;
  // An inline function that was not inlined is called from several places.
  p.site = reinterpret_cast<std::uint64_t>(pc);
  for (std::size_t i = 1; i <= 2 && i <= t.depth; ++i) {
    const void* const call = t.calls[(t.depth - i) % t.calls.size()];
    p.site =
        p.site * 0x9E3779B97F4A7C15u + reinterpret_cast<std::uint64_t>(call);
  }
  if (trace_.is_on()) {
    if (!is_in_program(reinterpret_cast<address>(pc))) {
      pc = find_call(__builtin_frame_address(0), pc);
    }
    const std::size_t known = t.depth < t.calls.size() ? t.depth : 0;
    p.stack = trace_.save_stack(p.site, pc, t.calls.data(), known);
  }
  return p;
}

// --- threads ---

thread_id execution::start_thread(void* (*routine)(void*), void* argument) {
  const thread_id id = count_++;
  thread_state& t = threads_[index(id)];
  t.reset(id);
  t.routine = routine;
  t.argument = argument;
  t.context.start(&execution::thread_main, index(id));
  // A trace looks at it (find_call), and has to find the same each time.
  if (trace_.is_on()) t.context.clear_stack();
  return id;
}

void execution::thread_main() { the_execution->run_thread(); }

void execution::run_thread() {
  thread_state& t = self();
  t.has_next = false;
  t.advance();
  try {
    is_inside_ = false;
    t.result = t.routine(t.argument);
    is_inside_ = true;
  } catch (const std::exception& e) {
    is_inside_ = true;
    fail(problem::exception, t.thrown_at, e.what());
  } catch (...) {
    is_inside_ = true;
    fail(problem::exception, t.thrown_at,
         "of a type that is no std::exception");
  }
  exit_thread(t.result);
}

void execution::run_exits(thread_state& t) {
  while (!t.at_exit.empty()) {
    const thread_exit last = t.at_exit.back();
    t.at_exit.pop_back();
    is_inside_ = false;
    last.call(last.object);
    is_inside_ = true;
  }
}

void execution::exit_thread(void* result) {
  thread_state& t = self();
  t.result = result;
  run_exits(t);
  is_inside_ = true;
  fail_if_it_has_to();
  t.is_finished = true;
  t.advance();
  leave_for_next();
  __builtin_unreachable();
}

thread_id execution::spawn(void* (*routine)(void*), void* argument,
                           code_place at) {
  operation op;
  op.kind = op_kind::spawn;
  op.place = at;
  thread_state& parent = announce(op);
  if (count_ == most_threads) {
    fail(problem::limit, at, "more than 12 threads");
  }
  const thread_id id = start_thread(routine, argument);
  thread_state& child = threads_[index(id)];
  child.knows = parent.knows;
  child.knows.happened[id] = child.knows.seen[id] = 1;
  child.spawned_at = at;
  child.next = {};
  child.next.kind = op_kind::start;
  child.next.place = at;
  child.has_next = true;
  parent.advance();
  parent.made_progress();
  search_->on_spawn(parent.id, id);
  trace_.add({steps_, parent.id, op_kind::spawn, note::none, 0, 0,
              static_cast<std::uint64_t>(id), 0, 0, -1, at});
  return id;
}

void* execution::join(thread_id id, code_place at) {
  if (id < 0 || id >= count_ || id == current_) {
    fail(problem::misuse, at, "joins a thread that there is not");
  }
  operation op;
  op.kind = op_kind::join;
  op.target = id;
  op.place = at;
  thread_state& t = announce(op);
  thread_state& ended = threads_[index(id)];
  ended.is_joined = true;
  t.knows.join(ended.knows);
  t.made_progress();
  search_->on_join(t.id, id);
  trace_.add({steps_, t.id, op_kind::join, note::none, 0, 0,
              static_cast<std::uint64_t>(id), 0, 0, -1, at});
  return ended.result;
}

void execution::yield(code_place at) {
  thread_state& me = self();
  if (me.patience > 0) {
    --me.patience;
  } else {
    me.has_yielded = true;
  }
  operation op;
  op.kind = op_kind::yield;
  op.place = at;
  thread_state& t = announce(op);
  t.has_yielded = false;
  t.is_spinning = false;
}

void execution::sleep_until(std::uint64_t deadline, code_place at) {
  operation op;
  op.kind = op_kind::sleep;
  op.deadline = deadline;
  op.place = at;
  thread_state& t = announce(op);
  pass_time_until(deadline);
  t.made_progress();
  trace_.add(
      {steps_, t.id, op_kind::sleep, note::none, 0, 0, deadline, 0, 0, -1, at});
}

}  // namespace checker
