// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <chrono>
#include <cstdio>
#include <kioto/kioto.hpp>
#include <thread>

double now() {  // in nanoseconds
  const auto time = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::nano>(time).count();
}

int done = 0;

kioto::async<> one_more() {
  ++done;
  co_return;
}

kioto::async<> spawn_and_await(int count) {
  for (int i = 0; i < count; ++i) (co_await kioto::spawn(one_more())).value();
}

int main() {
  constexpr int threads = 10'000, tasks = 1'000'000;
  const double begin = now();
  for (int i = 0; i < threads; ++i) std::thread([] { ++done; }).join();
  const double middle = now();
  kioto::runtime::builder().build().block_on(spawn_and_await(tasks));
  const double end = now();
  std::printf("a thread, made and joined: %6.0f ns\n",
              (middle - begin) / threads);
  std::printf("a task, made and joined:   %6.0f ns\n", (end - middle) / tasks);
  std::printf("done: %d\n", done);
}
// #endregion main
