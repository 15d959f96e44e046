// SPDX-License-Identifier: MIT
//
// A join handle that is dropped while the task completes: the output belongs to
// the handle, or to the task if the handle is gone.
//
//   bits: is_complete | has_handle
//
// The bug: the task looks whether there is a handle, and then says that it is
// complete. A handle that is dropped in between leaves the output to the task,
// which has left it to the handle: a leak.
//
// Source: the bits COMPLETE and JOIN_INTEREST of Tokio's tasks.
#include <atomic>
#include <checker/scenario.hpp>
#include <thread>

namespace {

template <bool Right>
class task {
 public:
  void complete() {
    output_ = new int(42);
    int before = 0;
    // release: the output; pairs with drop_handle().
    if constexpr (Right) {
      before = state_.fetch_or(is_complete, std::memory_order_release);
    } else {
      before = state_.load(std::memory_order_relaxed);
      state_.fetch_or(is_complete, std::memory_order_release);
    }
    if ((before & has_handle) == 0) delete output_;
  }

  void drop_handle() {
    // acquire: the output; pairs with complete().
    const int before = state_.fetch_and(~has_handle, std::memory_order_acquire);
    if ((before & is_complete) != 0) delete output_;
  }

 private:
  static constexpr int is_complete = 1, has_handle = 2;

  std::atomic<int> state_{has_handle};
  int* output_ = nullptr;  // of who changes the state last
};

template <bool Right>
void drop_the_handle() {
  task<Right> computing;
  std::thread worker([&] { computing.complete(); });
  computing.drop_handle();
  worker.join();
}

CHECKER_SCENARIO(buggy) { drop_the_handle<false>(); }
CHECKER_SCENARIO(correct) { drop_the_handle<true>(); }

}  // namespace
