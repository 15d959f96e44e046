// SPDX-License-Identifier: MIT
#include <cstddef>
#include <kioto/async/async.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/runtime.hpp>
#include <kioto/rt/spawn_blocking.hpp>
#include <kioto/task/spawn.hpp>
#include <memory>
#include <utility>
#include <vector>

#include "workload.hpp"

using kioto::async;
using kioto::join_handle;
using kioto::spawn;

namespace {

// One worker runs on the thread that waits, as in the other programs.
kioto::runtime make_runtime(unsigned workers) {
  auto builder = kioto::runtime::builder();
  builder.max_blocking_threads(2);
  return workers == 1 ? builder.current_thread().build()
                      : builder.worker_threads(workers).build();
}

// Calls `root()` within a task of a runtime, and says that it was `operations`.
template <class Root>
comparison::maker in_a_task(double operations, Root root) {
  return [=](unsigned workers) -> comparison::workload {
    auto rt = std::make_shared<kioto::runtime>(make_runtime(workers));
    return [=] {
      (void)rt->block_on(rt->spawn(root()));
      return operations;
    };
  };
}

async<std::size_t> trivial(std::size_t i) { co_return i; }

async<> spawn_and_join(std::size_t n) {
  std::vector<join_handle<std::size_t>> handles;
  handles.reserve(n);
  for (std::size_t i = 0; i < n; ++i) handles.push_back(spawn(trivial(i)));
  for (auto& handle : handles) comparison::keep((co_await handle).value());
}

async<> yields(std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) co_await kioto::yield_now();
}

async<> yields_in_tasks(std::size_t tasks, std::size_t n) {
  std::vector<join_handle<void>> handles;
  for (std::size_t i = 0; i < tasks; ++i) handles.push_back(spawn(yields(n)));
  for (auto& handle : handles) (void)co_await handle;
}

async<std::size_t> chain(std::size_t depth) {
  if (depth == 0) co_return 0;
  co_return 1 + co_await chain(depth - 1);
}

async<> chains(std::size_t depth, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) comparison::keep(co_await chain(depth));
}

async<> leaf_at(std::size_t depth, std::size_t wakes) {
  if (depth == 0) {
    co_await yields(wakes);
  } else {
    co_await leaf_at(depth - 1, wakes);
  }
}

async<> blocking(std::size_t n) {
  std::vector<join_handle<std::size_t>> handles;
  for (std::size_t i = 0; i < n; ++i) {
    handles.push_back(kioto::spawn_blocking([i] { return i; }));
  }
  for (auto& handle : handles) comparison::keep((co_await handle).value());
}

async<> hops(std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    comparison::keep(
        (co_await kioto::spawn_blocking([i] { return i; })).value());
  }
}

// Makes so many tasks that wait for ever, and leaves them.
template <class Make>
async<> spawn_idle(std::size_t n, Make make) {
  for (std::size_t i = 0; i < n; ++i) spawn(make()).detach();
  co_await yields(2);
}

template <class Make>
comparison::maker idle_tasks(std::size_t n, Make make) {
  return [=](unsigned workers) -> comparison::workload {
    auto rt = std::make_shared<kioto::runtime>(make_runtime(workers));
    return [=] {
      rt->block_on(spawn_idle(n, make));
      return static_cast<double>(n);
    };
  };
}

async<> waits() { co_await kioto::pending<>(); }

}  // namespace

int main(int argc, char** argv) {
  return comparison::run(
      {
          {"spawn", in_a_task(1'000, [] { return spawn_and_join(1'000); })},
          {"spawn_many",
           in_a_task(100'000, [] { return spawn_and_join(100'000); })},
          {"yield", in_a_task(1e5, [] { return yields_in_tasks(1'000, 100); })},
          {"chain", in_a_task(1e5, [] { return chains(100, 1'000); })},
          {"leaf_wake", in_a_task(1e5, [] { return leaf_at(100, 100'000); })},
          {"spawn_blocking",
           in_a_task(10'000, [] { return blocking(10'000); })},
          {"hop", in_a_task(1'000, [] { return hops(1'000); })},
      },
      {
          {"idle_task", idle_tasks(100'000, [] { return waits(); })},
          {"idle_future",
           idle_tasks(100'000, [] { return kioto::pending<>(); })},
      },
      argc, argv);
}
