// SPDX-License-Identifier: MIT
// example: exit 0
// build: model
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <thread>

// #region main
class flag_parker {
 public:
  void park() {
    // acquire: gets the parcels of all who have left the token.
    while (!token_.exchange(false, std::memory_order_acquire))
      token_.wait(false, std::memory_order_relaxed);
  }
  void unpark() {
    // An exchange, not a store: a store would drop the parcel of an unpark
    // that came before and is not fetched yet.
    token_.exchange(true, std::memory_order_release);
    token_.notify_one();
  }

 private:
  std::atomic<bool> token_{false};
};

CHECKER_SCENARIO(hands_over_a_note) {
  flag_parker parker;
  int note = 0;
  std::thread other([&] {
    note = 1;
    parker.unpark();
  });
  parker.park();
  assert(note == 1);
  other.join();
}
// #endregion main
