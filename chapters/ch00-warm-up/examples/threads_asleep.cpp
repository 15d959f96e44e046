// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <fstream>
#include <latch>
#include <string>
#include <thread>
#include <vector>

// An entry of a file in /proc, in KiB.
long kib(const char* file, const std::string& name) {
  std::ifstream in(file);
  for (std::string word; in >> word;) {
    long value = 0;
    if (word == name && in >> value) return value;
  }
  return 0;
}

struct memory {
  long address_space = kib("/proc/self/status", "VmSize:");
  long real = kib("/proc/self/status", "VmRSS:");
  long page_tables = kib("/proc/self/status", "VmPTE:");
  long in_kernel = kib("/proc/meminfo", "KernelStack:");
};

int main() {
  constexpr int count = 10'000;
  const memory before;
  std::latch begun(count), end(1);
  std::vector<std::jthread> threads;
  for (int i = 0; i < count; ++i)
    threads.emplace_back([&] { begun.count_down(), end.wait(); });
  begun.wait();
  const memory now;
  std::printf("%d threads asleep, KiB for each:\n", count);
  auto row = [](const char* what, long kib) {
    std::printf("  %-25s %8.1f\n", what, double(kib) / count);
  };
  row("address space", now.address_space - before.address_space);
  row("real memory", now.real - before.real);
  row("page tables", now.page_tables - before.page_tables);
  row("stacks in the kernel", now.in_kernel - before.in_kernel);
  end.count_down();
}
// #endregion main
