// SPDX-License-Identifier: MIT
// example: exit 66
// build: tsan
// #region main
#include <atomic>
#include <cstdio>
#include <thread>

int parcel = 0;
std::atomic<bool> handed_over{false};

int main() {
  std::thread sender([] {
    parcel = 42;
    handed_over.store(true, std::memory_order_relaxed);
  });
  while (!handed_over.load(std::memory_order_relaxed))
    std::this_thread::yield();
  std::printf("the parcel holds %d\n", parcel);
  sender.join();
}
// #endregion main
