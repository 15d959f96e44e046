// SPDX-License-Identifier: MIT
//
// What a probe is written with. A probe runs in the sandbox, in one process
// with the learner's code: it asks the judge for inputs, uses the learner's
// interface, and emits what it saw. It holds no expected value.
//
//   judge (trusted)                      probe (sandbox)
//     run("map_ready", {{"n", 7}})  -->    auto n = ask<int>("n");
//     story.expect("value", {14})   <--    emit("value", p.value());
//
// Each PROBE runs in a process forked for it before any other ran, so a crash
// or a hang ends that case alone. A probe that returns has ended well; one that
// throws, ends the case with the exception's text.
//
// This header is compiled with every learner's file, many times an hour: keep
// it light.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace probe {

// --- inputs ---
// Each returns the input of that name; a name that the judge did not send ends
// the case as a fault of the grader.
std::int64_t ask_int(std::string_view name);
bool ask_bool(std::string_view name);
std::string ask_text(std::string_view name);
std::vector<std::int64_t> ask_ints(std::string_view name);

// ask<T>: T is bool, an integer, std::string or std::vector<std::int64_t>.
template <class T>
T ask(std::string_view name) {
  if constexpr (std::same_as<T, bool>)
    return ask_bool(name);
  else if constexpr (std::integral<T>)
    return static_cast<T>(ask_int(name));
  else if constexpr (std::same_as<T, std::string>)
    return ask_text(name);
  else {
    static_assert(std::same_as<T, std::vector<std::int64_t>>);
    return ask_ints(name);
  }
}

// --- events ---
// One value of an event: an integer, a bool or text.
class event_value {
 public:
  enum class kind : char { integer = 'i', boolean = 'b', text = 's' };

  template <std::integral I>
  event_value(I v)
      : kind_(std::same_as<I, bool> ? kind::boolean : kind::integer),
        number_(static_cast<std::int64_t>(v)) {}
  event_value(std::string_view v) : kind_(kind::text), text_(v) {}
  event_value(const std::string& v) : kind_(kind::text), text_(v) {}
  event_value(const char* v) : kind_(kind::text), text_(v) {}

  kind type() const { return kind_; }
  std::int64_t number() const { return number_; }
  std::string_view text() const { return text_; }

 private:
  kind kind_;
  std::int64_t number_ = 0;
  std::string_view text_;
};

void emit_values(std::string_view name, const event_value* values, int count);

// emit("returned", "pending"); emit("value", 42); emit("is_ready()", true).
// The judge shows an event as its name and its values, a bool as yes or no:
// name it so that this reads as words. Threads: any; events keep one order.
template <class... Values>
void emit(std::string_view name, const Values&... values) {
  if constexpr (sizeof...(values) == 0) {
    emit_values(name, nullptr, 0);
  } else {
    const event_value list[] = {event_value(values)...};
    emit_values(name, list, static_cast<int>(sizeof...(values)));
  }
}

// --- observation ---
// Allocations (operator new or malloc under a sanitizer) made by this process
// so far. Use the difference around the code of interest, with no emit between.
std::int64_t allocations();

// Bytes between the stack addresses of now and of the case's start: to see
// that a loop does not grow the stack.
std::int64_t stack_depth();

// Remembers the stack of now, the last one counts. A story that fails points at
// the learner's innermost line on it, and not at the function that the judge
// blames: for a probe that sees who called what must not be called. Call it
// only where something is wrong already. Threads: the case's first.
void remember_stack() noexcept;

// What became of a function that should end the process with a message.
struct death {
  bool died = false;    // by abort; false: it returned, or ended otherwise
  std::string message;  // what it printed on stderr, at most 4 KiB
};

// Runs `body` in a forked process of its own and says how that ended.
death dies(void (*body)(void*), void* argument);
template <class F>
death dies(F body) {
  return dies([](void* f) { (*static_cast<F*>(f))(); }, &body);
}

// The calling thread's id, for await_blocked and await_end.
int thread_id();

// Waits until thread `id` of this process has ended, and orders nothing: a join
// would hide that the code under test does not order its accesses.
// ThreadSanitizer finds a race with a thread that has ended in nearly every
// run, with one that still runs only in some.
void await_end(int id);

// Waits until thread `id` of this process sleeps in the kernel (it waits for
// something) and returns true; false after one second of seeing it run. Needs
// no sleep in a probe: it is how to know that a thread has begun to wait.
bool await_blocked(int id);

// CPU time used by thread `id` of this process so far, in microseconds; 0 when
// the thread is gone.
std::int64_t cpu_microseconds(int id);

// --- registration ---
struct entry {
  const char* name;
  void (*run)();
  entry* next;
};
void enlist(entry& e) noexcept;

struct enlisted {
  explicit enlisted(entry& e) noexcept { enlist(e); }
};

}  // namespace probe

#define PROBE(name)                                                         \
  static void probe_##name();                                               \
  static ::probe::entry probe_entry_##name{#name, &probe_##name, nullptr};  \
  static const ::probe::enlisted probe_enlisted_##name{probe_entry_##name}; \
  static void probe_##name()
