// SPDX-License-Identifier: MIT
//
// A lock order. Two transfers in opposite directions: each thread has locked
// its first account, and waits for the other one. If all take the locks in one
// order, no circle can come about.
#include <checker/scenario.hpp>
#include <mutex>
#include <thread>

namespace {

struct account {
  int number;
  std::mutex mutex;
  int balance = 10;
};

void from_first(account& from, account& to) {
  const std::lock_guard first(from.mutex);
  const std::lock_guard second(to.mutex);
  --from.balance;
  ++to.balance;
}

void the_lower_number_first(account& from, account& to) {
  const bool is_lower = from.number < to.number;
  const std::lock_guard first(is_lower ? from.mutex : to.mutex);
  const std::lock_guard second(is_lower ? to.mutex : from.mutex);
  --from.balance;
  ++to.balance;
}

void there_and_back(void (*transfer)(account&, account&)) {
  account a{1}, b{2};
  std::thread back([&] { transfer(b, a); });
  transfer(a, b);
  back.join();
}

}  // namespace

CHECKER_SCENARIO(in_the_order_of_a_call) { there_and_back(&from_first); }
CHECKER_SCENARIO(in_one_order) { there_and_back(&the_lower_number_first); }
