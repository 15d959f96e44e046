// SPDX-License-Identifier: MIT
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "fuzz_program.hpp"

namespace fuzz {
namespace {

struct shared {
  std::atomic<int> variable[2] = {0, 0};
  std::mutex mutex;
  std::condition_variable condition;
};

constexpr auto relaxed = std::memory_order_relaxed;

void do_step(shared& s, int thread, const step& what) {
  std::atomic<int>& v = s.variable[what.variable];
  const auto order = static_cast<std::memory_order>(what.order);
  switch (what.what) {
    case act::load:
      return saw(thread, v.load(order));
    case act::store:
      return v.store(what.value, order);
    case act::add:
      return saw(thread, v.fetch_add(what.value, order));
    case act::fence:
      return std::atomic_thread_fence(std::memory_order_seq_cst);
    case act::locked_store: {
      const std::lock_guard lock(s.mutex);
      saw(thread, v.load(relaxed));
      return v.store(what.value, relaxed);
    }
    case act::compare_exchange: {
      int expected = what.value - 1;
      saw(thread,
          v.compare_exchange_strong(expected, what.value, order, relaxed));
      return saw(thread, expected);
    }
    case act::try_lock: {
      std::unique_lock lock(s.mutex, std::try_to_lock);
      if (lock) v.store(what.value + 20, std::memory_order_release);
      return saw(thread, lock.owns_lock());
    }
    case act::wait: {
      std::unique_lock lock(s.mutex);
      if (v.load(relaxed) == 0) s.condition.wait(lock);
      return saw(thread, v.load(relaxed));
    }
    case act::notify: {
      const std::lock_guard lock(s.mutex);
      v.store(what.value, relaxed);
      return s.condition.notify_one();
    }
    case act::futex_wait:
      syscall(SYS_futex, &v, FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr, 0);
      return saw(thread, v.load(relaxed));
    case act::futex_wake:
      v.store(what.value, order);
      syscall(SYS_futex, &v, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
      return;
  }
}

void run_thread(shared& s, int thread) {
  for (int i = 0; i < the_program.count[thread]; ++i) {
    do_step(s, thread, the_program.steps[thread][i]);
  }
}

}  // namespace

void run_program() {
  shared s;
  std::thread t1([&] { run_thread(s, 1); });
  std::thread t2([&] { run_thread(s, 2); });
  run_thread(s, 0);
  t1.join();
  t2.join();
  saw(0, s.variable[0].load(relaxed));
  saw(0, s.variable[1].load(relaxed));
}

}  // namespace fuzz
