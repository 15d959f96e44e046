// SPDX-License-Identifier: MIT
//
// The program that a scenario becomes: explores it, and writes what came out as
// a line of JSON to its standard output. What the scenario itself prints goes
// to standard error, and only from the execution that is shown.
#include <fcntl.h>
#include <sys/personality.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>
#include <checker/asan.hpp>
#include <checker/explorer.hpp>
#include <checker/program.hpp>
#include <checker/replay.hpp>
#include <checker/report.hpp>
#include <checker/scenario.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string_view>

[[gnu::weak]] void scenario();

namespace checker {
namespace {

constinit named_scenario* first_scenario = nullptr;
constinit list<long>* outcomes_seen = nullptr;

constexpr const char* usage =
    "usage: PROGRAM [--list] [--scenario NAME] [--seconds S] [--executions N]\n"
    "               [--deviations N] [--seed N] [--no-weak] [--no-spurious]\n"
    "               [--no-leaks] [--steps N] [--threads N] [--schedule TEXT]\n"
    "               [--only bounded|reduction|chance]\n"
    "               [--orders] [--weaken ADDRESS[/failure]=ORDER]...\n";

struct replaced_order {
  address at;  // in the program's file
  bool if_it_fails;
  int order;
};

struct request {
  const char* name = nullptr;  // null: all
  bool list_only = false;
  bool is_replay = false;
  bool shows_orders = false;
  list<replaced_order> weakened;
  thread_id threads = most_threads;  // that a scenario may have
  schedule choices;
  model_options model;
  exploration_limits limits;
};

[[noreturn]] void refuse(const char* what) {
  std::fprintf(stderr, "%s\n%s", what, usage);
  std::_Exit(2);
}

double number(const char* text) {
  char* end = nullptr;
  const double value = std::strtod(text, &end);
  if (end == text || *end != 0 || !(value >= 0)) refuse("not a number");
  return value;
}

phases phase_of(std::string_view name) {
  if (name == "bounded") return phases::bounded;
  if (name == "reduction") return phases::reduction;
  if (name == "chance") return phases::chance;
  refuse("a phase that there is not");
}

replaced_order parse_weaken(std::string_view text) {
  const std::size_t equals = text.find('=');
  char* end = nullptr;
  const address at = std::strtoul(text.data(), &end, 0);
  if (equals == text.npos) refuse("not ADDRESS=ORDER");
  const std::string_view what(end, text.data() + equals);
  if (!what.empty() && what != "/failure") refuse("not ADDRESS=ORDER");
  const auto order = order_named(text.substr(equals + 1));
  if (!order) refuse("not a memory order");
  return {at, !what.empty(), *order};
}

request parse(int count, char** arguments) {
  request r;
  for (int i = 1; i < count; ++i) {
    const std::string_view a = arguments[i];
    const auto next = [&] {
      if (++i == count) refuse("a value is missing");
      return arguments[i];
    };
    if (a == "--list") {
      r.list_only = true;
    } else if (a == "--scenario") {
      r.name = next();
    } else if (a == "--seconds") {
      r.limits.seconds = number(next());
    } else if (a == "--executions") {
      r.limits.executions = static_cast<std::uint64_t>(number(next()));
    } else if (a == "--deviations") {
      r.limits.deviations = static_cast<int>(number(next()));
    } else if (a == "--seed") {
      r.limits.seed = static_cast<std::uint64_t>(number(next()));
    } else if (a == "--steps") {
      r.model.most_steps = static_cast<int>(number(next()));
    } else if (a == "--orders") {
      r.shows_orders = true;
    } else if (a == "--weaken") {
      r.weakened.push_back(parse_weaken(next()));
    } else if (a == "--threads") {
      r.threads = static_cast<thread_id>(number(next()));
    } else if (a == "--only") {
      r.limits.which = phase_of(next());
    } else if (a == "--no-weak") {
      r.model.weak_memory = false;
    } else if (a == "--no-spurious") {
      r.model.spurious_events = false;
    } else if (a == "--no-leaks") {
      r.model.leaks = false;
    } else if (a == "--schedule") {
      const auto parsed = parse_schedule(next());
      if (!parsed) refuse("not a schedule");
      r.choices = *parsed;
      r.is_replay = true;
    } else {
      refuse("an option that there is not");
    }
  }
  return r;
}

// --- what a scenario prints ---

int to_console = -1;

void silence(bool is_silent) {
  std::fflush(nullptr);
  static const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  static const int error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  dup2(is_silent ? nowhere : error, STDOUT_FILENO);
  dup2(is_silent ? nowhere : error, STDERR_FILENO);
}

// --- crashes ---

code_place place_of(execution& e, void* context) {
  const auto* where = static_cast<const ucontext_t*>(context);
  return e.place(
      reinterpret_cast<const void*>(where->uc_mcontext.gregs[REG_RIP] + 1));
}

void on_signal(int signal, siginfo_t* what, void* context) {
  if (the_execution == nullptr || !the_execution->is_running()) {
    std::signal(signal, SIG_DFL);
    return;
  }
  execution& e = *the_execution;
  const bool is_full = e.self().context.has_overflowed_at(what->si_addr);
  if (!e.is_modelled() && !is_full) {
    std::signal(signal, SIG_DFL);
    return;
  }
  const execution::inside own(e);
  char text[32];
  std::snprintf(text, sizeof text, "SIG%s", sigabbrev_np(signal));
  e.fail(problem::crash, place_of(e, context),
         is_full ? "the stack of the thread is full" : text);
}

// A thread that does nothing that others could see is never interrupted, but
// for this: the clock of the processor's time.
constexpr int ticks_without_pulse = 5;
constexpr suseconds_t tick = 200'000;  // us

void on_tick(int, siginfo_t*, void* context) {
  static std::uint64_t last = 0;
  static int ticks = 0;
  if (the_execution == nullptr || !the_execution->is_running()) return;
  execution& e = *the_execution;
  if (e.pulse() != last) {
    last = e.pulse();
    ticks = 0;
  }
  if (++ticks < ticks_without_pulse) return;
  ticks = 0;
  // Within the checker nothing may be left half done.
  const bool is_modelled = e.is_modelled();
  const execution::inside own(e);
  const code_place place = is_modelled ? place_of(e, context) : code_place{};
  e.fail_soon(problem::livelock, place,
              "goes on for a second, and does nothing that others can see");
  if (is_modelled) e.fail_if_it_has_to();
}

// AddressSanitizer ends the program.
void on_death() {
  silence(false);
  std::fprintf(stderr,
               "%s: stopped by AddressSanitizer; built with "
               "-fsanitize-recover=address the program would have said more\n",
               __asan_get_report_description());
}

void catch_signals() {
  static char stack[64 << 10];
  stack_t other{};
  other.ss_sp = stack;
  other.ss_size = sizeof stack;
  sigaltstack(&other, nullptr);
  struct sigaction action{};
  action.sa_sigaction = &on_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP}) {
    sigaction(signal, &action, nullptr);
  }
  action.sa_sigaction = &on_tick;
  sigaction(SIGVTALRM, &action, nullptr);
  const itimerval interval{{0, tick}, {0, tick}};
  setitimer(ITIMER_VIRTUAL, &interval, nullptr);
  if (__sanitizer_set_death_callback != nullptr)
    __sanitizer_set_death_callback(&on_death);
}

[[noreturn]] void on_terminate() {
  if (is_modelled()) {
    execution& e = *the_execution;
    const execution::inside own(e);
    const code_place place = e.place(__builtin_return_address(0));
    if (const std::exception_ptr current = std::current_exception()) {
      try {
        std::rethrow_exception(current);
      } catch (const std::exception& what) {
        e.fail(problem::exception, e.self().thrown_at, what.what());
      } catch (...) {
      }
    }
    e.fail(problem::exception, place, "std::terminate() was called");
  }
  std::abort();
}

// --- exploring ---

void say(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(to_console, text.data(), text.size());
    if (n <= 0) std::_Exit(4);
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

// An execution as it usually goes says how many there are.
void count_threads(execution& run, void (*body)(), thread_id most) {
  replay usual{schedule{}};
  run.run(body, usual);
  if (run.thread_count() <= most) return;
  silence(false);
  std::fprintf(stderr, "%d threads\n", run.thread_count());
  std::fflush(stderr);
  std::_Exit(5);
}

void explore(execution& run, const char* name, void (*body)(),
             const request& r) {
  run.options = r.model;
  if (r.shows_orders) run.memory_orders().note_all();
  outcomes_seen->clear();
  exploration found;
  silence(true);
  if (r.threads < most_threads) count_threads(run, body, r.threads);
  if (r.is_replay) {
    found.phase = "replay";
    found.choices = r.choices;
    found.weak_memory = r.model.weak_memory;
    found.executions = 1;
  } else {
    found = explorer(run, body, r.limits).explore();
  }
  if (r.is_replay || found.result == confidence::failed) {
    run.options.weak_memory = found.weak_memory;
    replay again(found.choices);
    silence(false);
    const verdict v = run.run(body, again, true);
    found.result =
        v == verdict::wrong ? confidence::failed : confidence::sampled;
    found.choices = run.choices();
    found.longest = run.steps();
    if (again.has_diverged()) {
      std::fprintf(stderr, "the program is not that of the schedule\n");
      std::fflush(nullptr);
      std::_Exit(3);
    }
  }
  silence(true);
  say(report(name, found, run, *outcomes_seen));
}

}  // namespace

named_scenario::named_scenario(const char* its_name, void (*its_run)())
    : name(its_name), run(its_run), next(nullptr) {
  named_scenario** last = &first_scenario;
  while (*last != nullptr) last = &(*last)->next;
  *last = this;
}

void outcome(long value) {
  if (!is_modelled()) return;
  const execution::inside own(*the_execution);
  std::size_t i = 0;
  while (i < outcomes_seen->size() && (*outcomes_seen)[i] < value) ++i;
  if (i == outcomes_seen->size() || (*outcomes_seen)[i] != value) {
    outcomes_seen->insert(i, value);
  }
}

int run_program(int count, char** arguments) {
  const request r = parse(count, arguments);
  if (&scenario != nullptr) new named_scenario("scenario", &scenario);
  if (r.list_only) {
    for (const named_scenario* s = first_scenario; s != nullptr; s = s->next) {
      std::puts(s->name);
    }
    return 0;
  }
  if (!image::is_linked_in_order()) refuse("not linked between image_*.o");
  to_console = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  outcomes_seen = new list<long>;
  catch_signals();
  std::set_terminate(&on_terminate);
  silence(true);
  auto& run = *new execution;
  for (const replaced_order& w : r.weakened) {
    if (w.if_it_fails) {
      run.memory_orders().replace_if_it_fails(in_memory(w.at), w.order);
    } else {
      run.memory_orders().replace(in_memory(w.at), w.order);
    }
  }
  bool any = false;
  for (const named_scenario* s = first_scenario; s != nullptr; s = s->next) {
    if (r.name != nullptr && std::strcmp(r.name, s->name) != 0) continue;
    any = true;
    explore(run, s->name, s->run, r);
  }
  if (!any) {
    silence(false);
    refuse("there is no such scenario");
  }
  return 0;
}

}  // namespace checker

int main(int count, char** arguments) {
  // The same addresses in each run: what depends on one comes out alike.
  const int before = personality(0xFFFFFFFF);
  if (before != -1 && (before & ADDR_NO_RANDOMIZE) == 0 &&
      personality(static_cast<unsigned long>(before | ADDR_NO_RANDOMIZE)) !=
          -1) {
    execv("/proc/self/exe", arguments);
  }
  return checker::run_program(count, arguments);
}
