// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <sched.h>

#include <chrono>
#include <cstdio>
#include <kioto/kioto.hpp>
#include <semaphore>
#include <thread>

constexpr int turns = 100'000;

double now() {  // in nanoseconds
  const auto time = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::nano>(time).count();
}

void two_threads() {
  std::binary_semaphore mine(1), yours(0);
  std::jthread you([&] {
    for (int i = 0; i < turns / 2; ++i) yours.acquire(), mine.release();
  });
  for (int i = 0; i < turns / 2; ++i) mine.acquire(), yours.release();
}

kioto::async<> player() {
  for (int i = 0; i < turns / 2; ++i) co_await kioto::yield_now();
}

kioto::async<> two_tasks() {
  auto one = kioto::spawn(player()), two = kioto::spawn(player());
  (co_await one).value(), (co_await two).value();
}

int main() {
  cpu_set_t one_core;  // so that one of the two has to stop for the other
  CPU_ZERO(&one_core);
  CPU_SET(sched_getcpu(), &one_core);
  sched_setaffinity(0, sizeof one_core, &one_core);
  const double begin = now();
  two_threads();
  const double middle = now();
  kioto::runtime::builder().build().block_on(two_tasks());
  const double end = now();
  std::printf("threads: %6.0f ns a turn\n", (middle - begin) / turns);
  std::printf("tasks:   %6.0f ns a turn\n", (end - middle) / turns);
}
// #endregion main
