// SPDX-License-Identifier: MIT
//
// Tasks on a current_thread runtime: the rows spawn, yield and idle task of the
// table of targets, one worker.
#include <benchmark/benchmark.h>

#include <cstddef>
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/runtime.hpp>
#include <kioto/task/spawn.hpp>
#include <vector>

namespace {

using kioto::async;
using kioto::join_handle;
using kioto::spawn;

async<std::size_t> trivial(std::size_t i) { co_return i; }

async<> spawn_and_join(std::size_t n) {
  std::vector<join_handle<std::size_t>> handles;
  handles.reserve(n);
  for (std::size_t i = 0; i < n; ++i) handles.push_back(spawn(trivial(i)));
  for (auto& handle : handles) {
    benchmark::DoNotOptimize((co_await handle).value());
  }
}

/// Items: tasks.
void task_spawn_join(benchmark::State& state) {
  auto rt = kioto::runtime::builder().current_thread().build();
  const auto n = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) rt.block_on(spawn_and_join(n));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(task_spawn_join)->Arg(1'000)->Arg(100'000);

async<> yields(int n) {
  for (int i = 0; i < n; ++i) co_await kioto::yield_now();
}

async<> yield_in_tasks(std::size_t tasks, int n) {
  std::vector<join_handle<void>> handles;
  for (std::size_t i = 0; i < tasks; ++i) handles.push_back(spawn(yields(n)));
  for (auto& handle : handles) (void)co_await handle;
}

/// Items: yields, of so many tasks in turns.
void task_yield(benchmark::State& state) {
  constexpr int yields_each = 1'000;
  auto rt = kioto::runtime::builder().current_thread().build();
  const auto tasks = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) rt.block_on(yield_in_tasks(tasks, yields_each));
  state.SetItemsProcessed(state.iterations() * state.range(0) * yields_each);
}
BENCHMARK(task_yield)->Arg(1)->Arg(100)->Arg(1'000);

}  // namespace
