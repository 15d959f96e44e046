// SPDX-License-Identifier: MIT
//
// cashier, polled by hand where others must come between.
#include <atomic>
#include <ch03/gate.hpp>
#include <grader/probe.hpp>
#include <kioto/async/async.hpp>
#include <mutex>
#include <thread>
#include <traps/cashier.hpp>

#include "support.hpp"

using ch03::gate;
using kioto::async;
using probe::emit;

namespace {

// A journal that waits for `ready`.
struct journal final : traps::journal {
  gate ready;
  bool silent = false;

  async<> write(int amount) override {
    if (!silent) emit("journal", amount);
    co_await ready;
  }
};

}  // namespace

PROBE(lock_while_waiting) {
  traps::books b;
  journal j;
  traps::cashier cashier(b, j);
  auto call = cashier.deposit(probe::ask<int>("amount"));
  const bool early = polled(call).is_ready();
  emit("is_ready()", early);
  if (early) return;
  bool free = false;
  std::thread([&] {
    free = b.mutex.try_lock();
    if (free) b.mutex.unlock();
  }).join();
  emit("the mutex is free", free);
  j.ready.open();
  emit("is_ready()", polled(call).is_ready());
  emit("balance", b.balance);
}

PROBE(two_deposits) {
  traps::books b;
  b.balance = probe::ask<int>("balance");
  journal j;
  traps::cashier cashier(b, j);
  auto first = cashier.deposit(probe::ask<int>("first"));
  auto second = cashier.deposit(probe::ask<int>("second"));
  for (auto* call : {&first, &second}) {
    const bool early = polled(*call).is_ready();
    emit("is_ready()", early);
    if (early) return;
  }
  j.ready.open();
  for (auto* call : {&first, &second}) {
    emit("is_ready()", polled(*call).is_ready());
    emit("balance", b.balance);
  }
}

PROBE(mutex_is_taken) {
  traps::books b;
  b.balance = probe::ask<int>("balance");
  journal j;
  j.silent = true;
  j.ready.open();
  traps::cashier cashier(b, j);
  std::atomic<int> id = 0;
  std::unique_lock lock(b.mutex);
  std::thread other([&] {
    auto call = cashier.deposit(probe::ask<int>("amount"));
    id = probe::thread_id();
    id.notify_one();
    (void)finished(call);
  });
  id.wait(0);
  emit("the deposit waits", probe::await_blocked(id));
  emit("balance", b.balance);
  lock.unlock();
  other.join();
  emit("balance", b.balance);
}
