// SPDX-License-Identifier: MIT
// grader run ch01.waker [threads]: wakers of one object on some threads; says
// when it is woken, and when the last of its owners lets go of it.
#include <cstdio>
#include <cstdlib>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <thread>
#include <utility>
#include <vector>

namespace {

struct sleeper final : kioto::wakeable {
  // Whole lines, so that the threads' do not mix.
  void wake() noexcept override { std::puts("woken"); }
  ~sleeper() override { std::puts("deleted by its last owner"); }
};

}  // namespace

int main(int argc, char** argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 3;
  std::vector<std::thread> threads;
  {
    auto s = kioto::make_wakeable<sleeper>();
    const kioto::waker w = s.waker();
    for (int i = 0; i < n; ++i)
      threads.emplace_back([mine = w]() mutable { std::move(mine).wake(); });
    std::puts("the handle and the first waker go");
  }
  for (std::thread& t : threads) t.join();
}
