// SPDX-License-Identifier: MIT
//
// Tasks on two workers: a sum in parts, a task that fails, one that is aborted.
//
//   $ kioto_tasks
//   sum: 499500
//   failed: no such number
//   aborted: the task was cancelled
#include <cstdio>
#include <exception>
#include <kioto/async/async.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/rt/runtime.hpp>
#include <kioto/task/spawn.hpp>
#include <stdexcept>
#include <vector>

using kioto::async;
using kioto::spawn;

async<int> sum(int from, int to) {
  int total = 0;
  for (int i = from; i < to; ++i) total += i;
  co_return total;
}

async<int> parallel_sum(int n) {
  constexpr int parts = 10;
  std::vector<kioto::join_handle<int>> handles;
  for (int i = 0; i < parts; ++i) {
    handles.push_back(spawn(sum(n / parts * i, n / parts * (i + 1))));
  }
  int total = 0;
  for (auto& handle : handles) total += (co_await handle).value();
  co_return total;
}

async<int> fails() {
  throw std::runtime_error("no such number");
  co_return 0;
}

async<> run() {
  std::printf("sum: %d\n", co_await parallel_sum(1000));

  const auto failed = co_await spawn(fails());
  try {
    std::rethrow_exception(failed.error().exception());
  } catch (const std::exception& e) {
    std::printf("failed: %s\n", e.what());
  }

  auto for_ever = spawn(kioto::pending<>());
  for_ever.abort();
  const auto aborted = co_await for_ever;
  std::printf("aborted: %s\n", aborted.error().what());
}

int main() {
  auto rt = kioto::runtime::builder().multi_thread().worker_threads(2).build();
  rt.block_on(run());
}
