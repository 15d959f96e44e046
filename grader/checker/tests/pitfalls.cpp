// SPDX-License-Identifier: MIT
//
// What programs do that is hard to model. pitfalls_test.cpp says what has to
// come out of each; mistakes.cpp has what is wrong.
#include <atomic>
#include <barrier>
#include <checker/scenario.hpp>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <stop_token>
#include <thread>

namespace {

using namespace std::chrono_literals;

CHECKER_SCENARIO(shared_ptr_counts) {
  auto first = std::make_shared<int>(1);
  std::thread other([copy = first]() mutable { copy.reset(); });
  first.reset();
  other.join();
}

CHECKER_SCENARIO(call_once) {
  struct state {
    std::once_flag once;
    int calls = 0;
  } s;
  const auto call = [&s](int add) {
    std::call_once(s.once, [&s, add] { s.calls += add; });
  };
  std::thread other(call, 10);
  call(1);
  other.join();
  checker::outcome(s.calls);
}

int make_static() {
  static int calls = 0;
  static const int made = ++calls;  // once, whoever comes first
  return made;
}
CHECKER_SCENARIO(static_variable) {
  std::thread other([] { checker::outcome(make_static()); });
  checker::outcome(make_static());
  other.join();
}

thread_local int own = 5;
CHECKER_SCENARIO(thread_locals) {
  const auto use = [] {
    std::this_thread::yield();
    ++own;
    std::this_thread::yield();
    checker::outcome(own);
  };
  std::thread other(use);
  use();
  other.join();
}

struct counts_down {
  explicit counts_down(std::atomic<int>* n) : left(n) {}
  ~counts_down() { left->fetch_sub(1); }
  std::atomic<int>* left;
};
CHECKER_SCENARIO(thread_local_destructors) {
  std::atomic<int> left{1};
  std::thread other([&left] {
    thread_local counts_down c(&left);
    (void)c.left;
  });
  other.join();
  checker::outcome(left);
}

// Two threads handle exceptions at the same time, in turns.
CHECKER_SCENARIO(exceptions) {
  std::atomic<int> turns{0};
  const auto use = [&turns](int own_value) {
    try {
      throw own_value;
    } catch (int caught) {
      turns.fetch_add(1);
      try {
        throw;
      } catch (int again) {
        if (again != own_value || caught != own_value) std::abort();
      }
    }
  };
  std::thread other(use, 1);
  use(2);
  other.join();
}

CHECKER_SCENARIO(atomic_wait) {
  std::atomic<int> ready{0};
  std::thread other([&ready] {
    ready.store(1);
    ready.notify_one();
  });
  ready.wait(0);
  other.join();
}

CHECKER_SCENARIO(timed_wait_ends) {
  std::mutex mutex;
  std::condition_variable condition;
  std::unique_lock lock(mutex);
  checker::outcome(condition.wait_for(lock, 1s) == std::cv_status::timeout);
}

CHECKER_SCENARIO(timed_mutex) {
  std::timed_mutex mutex;
  std::unique_lock held(mutex);
  std::thread other([&mutex] { checker::outcome(mutex.try_lock_for(1s)); });
  other.join();
}

CHECKER_SCENARIO(shared_mutex) {
  std::shared_mutex mutex;
  int value = 0;
  const auto read = [&] {
    const std::shared_lock lock(mutex);
    checker::outcome(value);
  };
  std::thread reader(read);
  {
    const std::unique_lock lock(mutex);
    value = 1;
  }
  reader.join();
}

CHECKER_SCENARIO(recursive_mutex) {
  std::recursive_mutex mutex;
  int value = 0;
  const auto add = [&] {
    const std::lock_guard outer(mutex);
    const std::lock_guard inner(mutex);
    ++value;
  };
  std::thread other(add);
  add();
  other.join();
  checker::outcome(value);
}

CHECKER_SCENARIO(latch_and_semaphore) {
  std::latch latch(2);
  std::binary_semaphore semaphore(0);
  int value = 0;
  std::thread other([&] {
    value = 1;
    semaphore.release();
    latch.arrive_and_wait();
  });
  semaphore.acquire();
  checker::outcome(value);
  latch.arrive_and_wait();
  other.join();
}

CHECKER_SCENARIO(stop_token) {
  std::jthread other([](const std::stop_token& stop) {
    while (!stop.stop_requested()) std::this_thread::yield();
  });
  other.request_stop();
}

// It goes round and writes for as long as the other one has no turn.
CHECKER_SCENARIO(goes_round_and_writes) {
  constexpr int added = 1'000'000;
  std::atomic<int> n{0};
  std::thread other([&n] { n.fetch_add(added); });
  while (n.fetch_add(1) < added) {
  }
  other.join();
}

CHECKER_SCENARIO(sleeping_waits_for_nobody) {
  std::atomic<bool> done{false};
  std::thread other([&done] { done.store(true); });
  while (!done.load()) std::this_thread::sleep_for(1ms);
  other.join();
}

// It spins for a while, and then sleeps: both are to be seen.
CHECKER_SCENARIO(spin_then_park) {
  std::atomic<bool> ready{false};
  std::mutex mutex;
  std::condition_variable condition;
  std::thread other([&] {
    {
      const std::lock_guard lock(mutex);
      ready.store(true);
    }
    condition.notify_one();
  });
  bool has_spun = false;
  for (int i = 0; i < 10 && !has_spun; ++i) has_spun = ready.load();
  if (!has_spun) {
    std::unique_lock lock(mutex);
    condition.wait(lock, [&] { return ready.load(); });
  }
  other.join();
  checker::outcome(has_spun);
}

CHECKER_SCENARIO(detached_may_wait_for_ever) {
  static std::mutex mutex;
  static std::condition_variable condition;
  std::thread([] {
    std::unique_lock lock(mutex);
    condition.wait(lock);
  }).detach();
}

CHECKER_SCENARIO(malloc_and_free) {
  const auto use = [] {
    auto* const p = static_cast<int*>(std::malloc(sizeof(int)));
    *p = 1;
    std::free(p);
  };
  std::thread other(use);
  use();
  other.join();
}

}  // namespace
