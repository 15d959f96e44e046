// SPDX-License-Identifier: MIT
//
// A lost wakeup. One thread sleeps until another one wakes it:
//
//   sleeper   looks at the state    takes the lock    waits
//   waker            ... stores "notified", notifies ...
//
// If the waker comes in between, nobody waits yet, and the notify is lost. The
// state has to change, and be looked at, under the lock that wait() gives up.
#include <atomic>
#include <checker/scenario.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace {

class forgetful_parker {
 public:
  void park() {
    if (notified_.load()) return;
    std::unique_lock lock(mutex_);
    wake_.wait(lock);
  }
  void unpark() {
    notified_.store(true);
    wake_.notify_one();
  }

 private:
  std::atomic<bool> notified_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
};

class parker {
 public:
  void park() {
    std::unique_lock lock(mutex_);
    while (!notified_) wake_.wait(lock);
  }
  void unpark() {
    {
      const std::lock_guard lock(mutex_);
      notified_ = true;
    }
    wake_.notify_one();
  }

 private:
  bool notified_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
};

template <class Parker>
void one_sleeps_one_wakes() {
  Parker p;
  std::thread waker([&] { p.unpark(); });
  p.park();
  waker.join();
}

}  // namespace

CHECKER_SCENARIO(looked_before_the_lock) {
  one_sleeps_one_wakes<forgetful_parker>();
}
CHECKER_SCENARIO(looked_under_the_lock) { one_sleeps_one_wakes<parker>(); }
