// SPDX-License-Identifier: MIT
#include <pthread.h>

#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/rt/runtime.hpp>
#include <kioto/rt/spawn_blocking.hpp>
#include <kioto/task/spawn.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "support/dies.hpp"
#include "support/remote.hpp"
#include "support/runtimes.hpp"

using kioto::async;
using kioto::handle;
using kioto::spawn;

namespace {

bool says(const test::death& death, const std::string& words) {
  INFO(death.said);
  return death.aborted && death.said.find(words) != std::string::npos;
}

async<int> one() { co_return 1; }

}  // namespace

TEST_CASE("rt: block_on gives what the future gives", "[rt]") {
  auto rt = test::current_thread();
  CHECK(rt.block_on(kioto::ready(5)) == 5);
  CHECK(*rt.block_on(kioto::ready(std::make_unique<int>(6))) == 6);
  rt.block_on([]() -> async<> { co_return; }());
  auto kept = kioto::ready(7);
  CHECK(rt.block_on(kept) == 7);
}

TEST_CASE("rt.03 block_on within a runtime would stall it", "[rt]") {
  const std::string words = "to block here would stall that runtime";
  CHECK(says(test::dies([] {
               auto rt = test::current_thread();
               rt.block_on([](kioto::runtime& rt) -> async<> {
                 (void)rt.block_on(one());
                 co_return;
               }(rt));
             }),
             words));
  CHECK(says(test::dies([] {
               auto rt = test::current_thread();
               auto other = test::current_thread();
               auto handle = rt.spawn([](kioto::runtime& rt) -> async<> {
                 (void)rt.block_on(one());
                 co_return;
               }(other));
               (void)rt.block_on(handle);
             }),
             words));
}

TEST_CASE("rt.07 spawn without a runtime", "[rt]") {
  int line = 0;
  const auto death = test::dies([] { (void)spawn(one()); });
  line = __LINE__ - 1;
  CHECK(says(death, test::at(__FILE__, line) + "spawn: no runtime here"));
  CHECK(says(test::dies([] { (void)handle::current(); }),
             "handle::current: no runtime here"));
  CHECK_FALSE(handle::try_current().has_value());
}

TEST_CASE("rt.08 spawn goes to the runtime that was entered last", "[rt]") {
  auto a = test::current_thread();
  auto b = test::current_thread();
  const auto first = a.enter();
  std::optional<kioto::join_handle<int>> on_b;
  {
    const auto second = b.get_handle().enter();
    on_b = spawn(one());
  }
  auto on_a = spawn(one());
  b.block_on(test::settle());
  CHECK(on_b->is_finished());
  CHECK_FALSE(on_a.is_finished());
  a.block_on(test::settle());
  CHECK(on_a.is_finished());
}

TEST_CASE("rt: enter guards go in the reverse order", "[rt]") {
  CHECK(says(test::dies([] {
               auto a = test::current_thread();
               auto b = test::current_thread();
               const auto* first = new const kioto::enter_guard(a.enter());
               const auto second = b.enter();
               delete first;
             }),
             "guards have to go in the reverse order"));
}

TEST_CASE("rt.13 a handle that outlives its runtime cancels what it spawns",
          "[rt]") {
  std::optional<handle> kept;
  {
    auto rt = test::current_thread();
    kept = rt.get_handle();
  }
  test::remote<int> r;
  auto task = kept->spawn(r.future());
  CHECK(r.alive == 0);
  CHECK(r.polls == 0);
  CHECK(task.is_finished());
  auto rt = test::current_thread();
  CHECK(rt.block_on(task).error().is_cancelled());
}

TEST_CASE("rt.21 a builder refuses an interval of 0", "[rt]") {
  CHECK(says(test::dies([] { kioto::runtime::builder().event_interval(0); }),
             "event_interval: at least 1"));
  CHECK(says(
      test::dies([] { kioto::runtime::builder().global_queue_interval(0); }),
      "global_queue_interval: at least 1"));
}

TEST_CASE("rt.22 hooks are called once a thread, as many stops as starts",
          "[rt]") {
  std::mutex mutex;
  std::multiset<std::thread::id> starts, stops;
  std::string name(16, '\0');
  {
    auto rt = kioto::runtime::builder()
                  .worker_threads(2)
                  .thread_name("fugu")
                  .on_thread_start([&] {
                    const std::lock_guard lock(mutex);
                    starts.insert(std::this_thread::get_id());
                  })
                  .on_thread_stop([&] {
                    const std::lock_guard lock(mutex);
                    stops.insert(std::this_thread::get_id());
                  })
                  .build();
    rt.block_on([](std::string& name) -> async<> {
      (void)co_await kioto::spawn_blocking([&name] {
        ::pthread_getname_np(::pthread_self(), name.data(), name.size());
      });
    }(name));
  }
  CHECK(starts.size() == 3);
  CHECK(std::set<std::thread::id>(starts.begin(), starts.end()).size() == 3);
  CHECK(stops == starts);
  CHECK(name.c_str() == std::string("fugu"));
}
