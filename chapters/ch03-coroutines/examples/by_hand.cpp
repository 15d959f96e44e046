// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <cstdio>
#include <kioto/async/async.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/rt/block_on.hpp>
#include <optional>

// #region coroutine
kioto::async<int> sum(int first, int second) {
  int a = co_await kioto::countdown(first);
  int b = co_await kioto::countdown(second);
  co_return a + b;
}
// #endregion coroutine

// #region by-hand
class sum_by_hand {
 public:
  using output_type = int;
  sum_by_hand(int first, int second) : first_(first), second_(second) {}

  kioto::poll<int> poll(kioto::context& cx) {
    switch (state_) {
      case 0:
        wait_.emplace(first_);
        state_ = 1;
        [[fallthrough]];
      case 1: {
        auto a = wait_->poll(cx);
        if (a.is_pending()) return kioto::poll<int>::pending();
        a_ = a.value();
        wait_.emplace(second_);
        state_ = 2;
      }
        [[fallthrough]];
      default: {
        auto b = wait_->poll(cx);
        if (b.is_pending()) return kioto::poll<int>::pending();
        return kioto::poll<int>::ready(a_ + b.value());
      }
    }
  }

 private:
  int first_, second_;  // parameters
  int a_ = 0;           // a local that lives across an await
  int state_ = 0;       // which await
  std::optional<kioto::countdown_future> wait_;  // what it waits for
};
// #endregion by-hand

int main() {
  std::printf("the compiler's: %d\n", kioto::block_on(sum(2, 3)));
  std::printf("by hand:        %d\n", kioto::block_on(sum_by_hand(2, 3)));
}
// #endregion main
