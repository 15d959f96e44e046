// SPDX-License-Identifier: MIT
//
// What programs do that is wrong. pitfalls_test.cpp says what has to be found
// in each.
#include <atomic>
#include <checker/scenario.hpp>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;
constexpr auto relaxed = std::memory_order_relaxed;

// So that the compiler cannot see that it is not needed.
void* volatile hidden = nullptr;
template <class T>
T* hide(T* p) {
  hidden = p;
  return static_cast<T*>(hidden);
}

// clang before 21 takes `value` for one that nobody else sees (CMakeLists.txt).
struct box {
  std::atomic<int> flag{0};
  int value = 0;
  void set() {
    value = 1;
    flag.store(1, relaxed);
  }
  int get() { return flag.load(relaxed) == 1 ? value : 0; }
};
CHECKER_SCENARIO(race_on_a_field) {
  box b;
  std::thread other([&b] { b.set(); });
  checker::outcome(b.get());
  other.join();
}

CHECKER_SCENARIO(race_of_plain_and_atomic) {
  auto x = std::make_unique<int>(0);
  std::thread other([&x] { std::atomic_ref(*x).store(1); });
  *x = 2;
  other.join();
}

CHECKER_SCENARIO(freed_too_early) {
  auto* flag = new std::atomic<int>(0);
  std::thread other([flag] { flag->store(1); });
  while (flag->load() == 0) {
    std::this_thread::yield();
    if (flag->load(relaxed) == 0) break;
  }
  delete flag;
  other.join();
}

// A signal on the stack: set() notifies when whoever waits may have gone on.
struct stack_signal {
  std::mutex mutex;
  std::condition_variable condition;
  bool is_set = false;

  void set() {
    {
      const std::lock_guard lock(mutex);
      is_set = true;
    }
    condition.notify_one();
  }
  void wait() {
    std::unique_lock lock(mutex);
    condition.wait(lock, [this] { return is_set; });
  }
};
std::thread signal_by_another() {
  stack_signal signal;
  std::thread other([&signal] { signal.set(); });
  signal.wait();
  return other;
}
CHECKER_SCENARIO(signal_is_gone) { signal_by_another().join(); }

CHECKER_SCENARIO(local_is_gone) {
  int* its = nullptr;
  std::thread other([&its] {
    int local = 1;
    its = &local;
  });
  other.join();
  ++*its;
}

CHECKER_SCENARIO(double_free) {
  int* const p = hide(new int(1));
  delete p;
  delete p;  // NOLINT
}

CHECKER_SCENARIO(out_of_bounds) {
  auto* const p = hide(new int[4]);
  volatile int at = 4;
  p[at] = 1;
  delete[] p;
}

CHECKER_SCENARIO(leak) { hide(new int(1)); }

CHECKER_SCENARIO(not_joined) {
  std::thread forgotten([] {});
}

CHECKER_SCENARIO(not_caught) {
  std::thread other([] { throw std::runtime_error("nobody catches this"); });
  other.join();
}

// Bytes that look like a call to nowhere. The address behind them is in a
// register that a library saves on the stack, where the checker looks for
// return addresses.
asm(".text\n"
    "no_call: .byte 0xE8, 0xFF, 0xFF, 0xFF, 0x7F\n"
    "behind_no_call: .byte 0xC3\n");
extern "C" const char behind_no_call[];

CHECKER_SCENARIO(calls_to_nowhere) {
  const char* kept = behind_no_call;
  asm volatile("" : "+r"(kept));
  std::thread forgotten([] {});
  asm volatile("" : : "r"(kept));
}

CHECKER_SCENARIO(null_pointer) {
  int* volatile p = nullptr;
  *p = 1;
}

int recurse(volatile int* n) {
  volatile int room[256] = {};
  room[0] = *n;
  return *n == 0 ? 0 : recurse(n) + room[0];
}
CHECKER_SCENARIO(stack_overflow) {
  volatile int n = 1;
  checker::outcome(recurse(&n));
}

CHECKER_SCENARIO(runs_on) {
  volatile bool on = true;
  while (on) {
  }
}

CHECKER_SCENARIO(spins_for_ever) {
  auto* const never = hide(new std::atomic<bool>(false));
  while (!never->load()) {
  }
}

CHECKER_SCENARIO(atomic_wait_without_notify) {
  std::atomic<int> n{0};
  std::thread other([&n] { n.wait(0); });
  n.store(1);
  other.join();
}

CHECKER_SCENARIO(polls_for_ever) {
  std::mutex mutex;
  bool ready = false;
  for (;;) {
    {
      const std::lock_guard lock(mutex);
      if (ready) return;
    }
    std::this_thread::sleep_for(10ms);
  }
}

CHECKER_SCENARIO(unlocks_what_it_has_not) {
  std::mutex mutex;
  mutex.unlock();
}

CHECKER_SCENARIO(exits) { std::exit(0); }

CHECKER_SCENARIO(too_many_threads) {
  std::vector<std::thread> all;
  for (int i = 0; i < 13; ++i) all.emplace_back([] {});
  for (std::thread& t : all) t.join();
}

CHECKER_SCENARIO(too_much_memory) {
  for (;;) hide(new std::vector<char>(std::size_t{1} << 20));
}

}  // namespace
