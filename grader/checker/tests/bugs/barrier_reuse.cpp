// SPDX-License-Identifier: MIT
//
// A barrier that is used round after round.
//
// The bug: who waits, waits until the count is back at zero. The last one sets
// it so, and comes to the next round before the others have looked: they see
// the count of the next round, and wait on, as the fast one does.
//
// Source: the sense of a barrier, here a number: Mellor-Crummey and Scott, TOCS
// 1991.
#include <cassert>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

constexpr int threads = 2;
constexpr int rounds = 2;

template <bool Right>
class barrier {
 public:
  void arrive_and_wait() {
    std::unique_lock lock(mutex_);
    const int own_round = round_;
    if (++arrived_ == threads) {
      arrived_ = 0;
      ++round_;
      all_arrived_.notify_all();
      return;
    }
    all_arrived_.wait(
        lock, [&] { return Right ? round_ != own_round : arrived_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_arrived_;
  // Under the mutex.
  int arrived_ = 0;
  int round_ = 0;
};

template <bool Right>
void meet_twice() {
  barrier<Right> meeting;
  int brought[rounds][threads] = {};  // read behind the barrier
  const auto meet = [&](int self) {
    for (int round = 0; round < rounds; ++round) {
      brought[round][self] = 1;
      meeting.arrive_and_wait();
      assert(brought[round][1 - self] == 1);
    }
  };
  std::thread other(meet, 1);
  meet(0);
  other.join();
}

CHECKER_SCENARIO(buggy) { meet_twice<false>(); }
CHECKER_SCENARIO(correct) { meet_twice<true>(); }

}  // namespace
