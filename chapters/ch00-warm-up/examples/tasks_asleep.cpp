// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <fstream>
#include <kioto/kioto.hpp>
#include <vector>

std::vector<kioto::waker> asleep;  // whom to wake when the doors open
bool open = false;
int inside = 0;

kioto::poll<> the_doors(kioto::context& cx) {
  if (open) return kioto::poll<>::ready();
  asleep.push_back(cx.waker());
  return kioto::poll<>::pending();
}

kioto::async<> guest() {
  co_await kioto::poll_fn(the_doors);
  ++inside;
}

long real_memory() {
  std::ifstream in("/proc/self/statm");
  long all = 0, resident = 0;
  in >> all >> resident;
  return resident * 4096;  // it counts pages
}

kioto::async<> evening(int count) {
  const long before = real_memory();
  std::vector<kioto::join_handle<void>> guests;
  for (int i = 0; i < count; ++i) guests.push_back(kioto::spawn(guest()));
  while (std::ssize(asleep) < count) co_await kioto::yield_now();
  const long bytes = (real_memory() - before) / count;
  std::printf("%d tasks asleep, %ld bytes each\n", count, bytes);
  open = true;
  for (auto& sleeper : asleep) sleeper.wake_by_ref();
  for (auto& guest : guests) (co_await guest).value();
  std::printf("%d inside\n", inside);
}

int main() { kioto::runtime::builder().build().block_on(evening(1'000'000)); }
// #endregion main
