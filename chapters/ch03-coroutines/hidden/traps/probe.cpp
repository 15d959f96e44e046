// SPDX-License-Identifier: MIT
//
// Each PROBE uses one of the four programs, polled by hand where others must
// come between.
#include <atomic>
#include <ch03/gate.hpp>
#include <ch03/stale.hpp>
#include <cstdint>
#include <grader/probe.hpp>
#include <kioto/async/async.hpp>
#include <mutex>
#include <string>
#include <thread>
#include <traps/cashier.hpp>
#include <traps/greeter.hpp>
#include <traps/kitchen.hpp>
#include <traps/page_cache.hpp>
#include <utility>
#include <vector>

using ch03::gate;
using kioto::async;
using probe::emit;

namespace {

template <class T>
kioto::poll<T> polled(async<T>& a) {
  const kioto::waker waker = kioto::waker::noop();
  kioto::context cx(waker);
  return a.poll(cx);
}

// Polls a call until it is ready, and counts how often it was not. It gives up
// in the end, so that a program that never is ready ends.
template <class T>
kioto::poll<T> finished(async<T>& call, std::int64_t* pending = nullptr) {
  for (std::int64_t i = 0;; ++i) {
    if (pending != nullptr) *pending = i;
    auto p = polled(call);
    if (p.is_ready() || i == 1000) return p;
  }
}

std::vector<std::string> words_asked(const char* name) {
  std::vector<std::string> words(1);
  for (const char letter : probe::ask<std::string>(name)) {
    if (letter == ' ')
      words.emplace_back();
    else
      words.back() += letter;
  }
  return words;
}

}  // namespace

// --- page_cache ---

namespace {

void got(const char* name, async<std::string> call) {
  auto p = finished(call);
  if (p.is_ready()) emit(name, std::move(p).value());
}

// A network and a disk that say what they did. The disk waits for `ready`.
struct world final : traps::world {
  gate ready;

  async<std::string> fetch(int id) override {
    emit("fetched", id);
    co_return "page " + std::to_string(id);
  }
  async<> write(int id) override {
    co_await ready;
    emit("saved", id);
  }
};

}  // namespace

PROBE(get_twice) {
  const auto id = probe::ask<int>("id");
  world w;
  w.ready.open();
  traps::page_cache cache(w);
  for (int i = 0; i < 2; ++i) got("got", cache.get(id));
}

PROBE(warm_up) {
  world w;
  w.ready.open();
  traps::page_cache cache(w);
  std::vector<int> ids;
  for (const auto id : probe::ask<std::vector<std::int64_t>>("ids"))
    ids.push_back(static_cast<int>(id));
  auto call = cache.warm_up(ids);
  if (finished(call).is_ready()) emit("warm");
  got("got", cache.get(ids[probe::ask<std::size_t>("one")]));
}

PROBE(slow_disk) {
  world w;
  traps::page_cache cache(w);
  auto call = cache.get(probe::ask<int>("id"));
  const bool early = polled(call).is_ready();
  emit("is_ready()", early);
  if (early) return;
  w.ready.open();
  emit("others go on");
  got("got", std::move(call));
}

// --- greeter ---

// "who": pairs of names; "-" as the second one: somebody who leaves.
PROBE(greet) {
  const auto who = words_asked("who");
  traps::greeter g;
  for (std::size_t i = 0; i < who.size(); i += 2) {
    stale::deep([&] {
      // Strings of the caller, which live until the call returns.
      const std::string first(who[i]), last(who[i + 1]);
      if (last == "-")
        g.leave(first);
      else
        g.arrive(first, last);
    });
  }
  stale::wipe();
  got("says", g.speak());
}

// --- kitchen ---

namespace {

void order(traps::kitchen& k, const std::vector<std::string>& dishes) {
  const auto minutes = probe::ask<std::vector<std::int64_t>>("minutes");
  for (std::size_t i = 0; i < dishes.size(); ++i)
    stale::deep([&] { k.order(dishes[i], static_cast<int>(minutes[i])); });
  stale::wipe();
}

}  // namespace

PROBE(cook) {
  traps::kitchen k;
  order(k, words_asked("dishes"));
  auto serving = k.serve();
  std::int64_t minutes = 0;
  if (finished(serving, &minutes).is_pending()) return;
  std::string all;
  for (const std::string& dish : k.served())
    all += (all.empty() ? "\"" : " \"") + dish + "\"";
  emit("served", all);
  emit("minutes", minutes);
}

PROBE(bill) {
  // The dishes come in without order(), which is another case.
  traps::kitchen k;
  const auto table = probe::ask<int>("table");
  async<std::string>* call = nullptr;
  stale::deep([&] { call = new async<std::string>(k.bill(table)); });
  stale::wipe();
  got("bill", std::move(*call));
  delete call;
}

// --- cashier ---

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
