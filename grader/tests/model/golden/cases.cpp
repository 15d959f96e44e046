// SPDX-License-Identifier: MIT
//
// A scenario for each kind of failure. What the checker says of them is kept in
// reports.jsonl and symbols.json; golden_test.cpp says how that is made anew.
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace {

constexpr auto relaxed = std::memory_order_relaxed;
constexpr auto acquire = std::memory_order_acquire;
constexpr auto release = std::memory_order_release;

class parker {
 public:
  void park() {
    if (state_.exchange(empty) == notified) return;
    std::unique_lock lock(mutex_);
    wake_.wait(lock);
  }
  void unpark() {
    state_.store(notified);
    wake_.notify_one();
  }

 private:
  static constexpr int empty = 0, notified = 1;
  std::atomic<int> state_ = empty;
  std::mutex mutex_;
  std::condition_variable wake_;
};

struct account {
  std::mutex mutex;
  int balance = 10;
};

void transfer(account& from, account& to) {
  const std::lock_guard first(from.mutex);
  const std::lock_guard second(to.mutex);
  --from.balance;
  ++to.balance;
}

struct node {
  int value = 0;
};

}  // namespace

CHECKER_SCENARIO(lost_wakeup) {
  parker p;
  std::thread waker([&] { p.unpark(); });
  p.park();
  waker.join();
}

CHECKER_SCENARIO(one_of_two_woken) {
  std::mutex m;
  std::condition_variable c;
  int items = 0;
  const auto take = [&] {
    std::unique_lock lock(m);
    while (items == 0) c.wait(lock);
    --items;
  };
  std::thread a(take), b(take);
  {
    const std::lock_guard lock(m);
    items = 2;
  }
  c.notify_one();
  a.join();
  b.join();
}

CHECKER_SCENARIO(never_notified) {
  std::mutex m;
  std::condition_variable c;
  std::atomic<bool> ready = false;
  std::thread setter([&] { ready = true; });
  {
    std::unique_lock lock(m);
    while (!ready) c.wait(lock);
  }
  setter.join();
}

CHECKER_SCENARIO(atomic_wait) {
  std::atomic<int> n = 0;
  std::thread sleeper([&] { n.wait(0); });
  sleeper.join();
}

CHECKER_SCENARIO(deadlock) {
  account a, b;
  std::thread other([&] { transfer(b, a); });
  transfer(a, b);
  other.join();
}

CHECKER_SCENARIO(locked_twice) {
  account a;
  std::thread one([&] { transfer(a, a); });
  one.join();
}

CHECKER_SCENARIO(never_unlocked) {
  std::mutex m;
  std::thread first([&] { m.lock(); });
  first.join();
  const std::lock_guard lock(m);
}

CHECKER_SCENARIO(joined_under_lock) {
  std::mutex m;
  std::thread other([&] { const std::lock_guard lock(m); });
  const std::lock_guard lock(m);
  other.join();
}

CHECKER_SCENARIO(race) {
  int hits = 0;
  std::thread other([&] { ++hits; });
  ++hits;
  other.join();
}

CHECKER_SCENARIO(relaxed_publish) {
  std::atomic<bool> ready = false;
  int value = 0;
  std::thread writer([&] {
    value = 42;
    ready.store(true, relaxed);
  });
  while (!ready.load(acquire)) {
  }
  checker::outcome(value);
  writer.join();
}

CHECKER_SCENARIO(deleted_too_early) {
  std::atomic<node*> shared = new node;
  std::thread user([&] {
    if (node* n = shared.load()) n->value = 1;
  });
  delete shared.exchange(nullptr);
  user.join();
}

CHECKER_SCENARIO(use_after_free) {
  node* n = new node;
  std::atomic<bool> done = false;
  std::thread owner([&] {
    delete n;
    done.store(true, release);
  });
  while (!done.load(acquire)) {
  }
  checker::outcome(n->value);
  owner.join();
}

CHECKER_SCENARIO(double_free) {
  std::atomic<node*> shared = new node;
  std::thread other([&] { delete shared.load(); });
  other.join();
  delete shared.load();
}

CHECKER_SCENARIO(bad_free) {
  node* n = new node[3];
  std::thread other([&] { delete (n + 1); });
  other.join();
}

CHECKER_SCENARIO(leak) {
  std::atomic<node*> head = nullptr;
  const auto push = [&] {
    node* expected = nullptr;
    head.compare_exchange_strong(expected, new node);
  };
  std::thread other(push);
  push();
  other.join();
  delete head.load();
}

CHECKER_SCENARIO(stale) {
  std::atomic<int> data = 0, flag = 0;
  std::thread writer([&] {
    data.store(42, relaxed);
    flag.store(1, relaxed);
  });
  if (flag.load(relaxed) == 1) {
    const int seen = data.load(relaxed);
    assert(seen == 42);
  }
  writer.join();
}

CHECKER_SCENARIO(lost_update) {
  std::atomic<int> n = 0;
  const auto add = [&] { n = n + 1; };
  std::thread other(add);
  add();
  other.join();
  assert(n == 2);
}

CHECKER_SCENARIO(woken_for_nothing) {
  std::mutex m;
  std::condition_variable c;
  bool ready = false;
  std::thread other([&] {
    const std::lock_guard lock(m);
    ready = true;
    c.notify_one();
  });
  {
    std::unique_lock lock(m);
    if (!ready) c.wait(lock);
    assert(ready);
  }
  other.join();
}

CHECKER_SCENARIO(times_out) {
  using namespace std::chrono_literals;
  std::mutex m;
  std::condition_variable c;
  std::thread other([&] { c.notify_one(); });
  {
    std::unique_lock lock(m);
    assert(c.wait_for(lock, 5ms) == std::cv_status::no_timeout);
  }
  other.join();
}

CHECKER_SCENARIO(livelock) {
  std::atomic<int> turn = 0;
  std::thread other([&] {
    while (turn.load() != 1) {
    }
  });
  while (turn.load() != 2) {
  }
  other.join();
}

CHECKER_SCENARIO(crash) {
  std::atomic<node*> shared = nullptr;
  node one;
  std::thread other([&] { shared.store(&one); });
  shared.load()->value = 1;
  other.join();
}

CHECKER_SCENARIO(exception) {
  std::atomic<int> n = 0;
  std::thread other([&] {
    if (n == 1) throw std::runtime_error("n is 1");
  });
  n = 1;
  other.join();
}

CHECKER_SCENARIO(misuse) {
  std::mutex m;
  std::thread other([&] { m.lock(); });
  other.join();
  m.unlock();
}

CHECKER_SCENARIO(four_threads) {
  std::mutex m;
  std::atomic<int> tickets = 0;
  const auto buy = [&] {
    if (tickets.load(relaxed) < 2) tickets.fetch_add(1, relaxed);
  };
  std::thread anna(buy), bert(buy), carl(buy);
  anna.join();
  bert.join();
  carl.join();
  assert(tickets.load() <= 2);
}

CHECKER_SCENARIO(too_many_threads) {
  std::thread all[12];
  for (std::thread& t : all) t = std::thread([] {});
  for (std::thread& t : all) t.join();
}

CHECKER_SCENARIO(proved) {
  std::atomic<int> n = 0;
  std::thread other([&] { ++n; });
  checker::outcome(n);
  other.join();
}
