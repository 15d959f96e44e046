// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/rt/block_on.hpp>
#include <utility>

// #region main
bool taken = false;

struct permit {  // there is one, and its owner gives it back at the end
  bool mine = true;
  permit() { taken = true; }
  permit(permit&& other) : mine(std::exchange(other.mine, false)) {}
  ~permit() {
    if (mine) taken = false;
  }
};

struct guarded_read {  // holds the permit for as long as it lives
  using output_type = int;
  permit held{};
  kioto::poll<int> poll(kioto::context&) { return kioto::poll<int>::ready(7); }
};

int main() {
  auto use = [](int n) {
    std::printf("fn: the permit is %s\n", taken ? "taken" : "free");
    return n;
  };
  auto fut = kioto::map(guarded_read(), use);
  std::printf("before: the permit is %s\n", taken ? "taken" : "free");
  (void)kioto::block_on(fut);
}
// #endregion main
