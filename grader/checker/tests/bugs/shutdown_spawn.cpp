// SPDX-License-Identifier: MIT
//
// An injector, where any thread leaves new tasks for the workers, and the
// shutdown of the runtime, which drops the tasks that are still there.
//
//   head --> task --> task --> nothing       or "closed"
//
// The bug: spawn() looks at a flag for the shutdown, and then pushes. A task
// that comes between the flag and the last look at the list stays there: it is
// never run, and never dropped.
#include <atomic>
#include <checker/scenario.hpp>
#include <thread>

namespace {

struct task {
  int input;
  task* next;
};

template <bool Right>
class injector {
 public:
  void spawn(task* t) {
    // relaxed: a first guess, and a hint.
    task* head = head_.load(std::memory_order_relaxed);
    do {
      const bool is_closed =
          Right ? head == closed() : is_closed_.load(std::memory_order_relaxed);
      if (is_closed) {
        delete t;
        return;
      }
      t->next = head;
      // release: the task; pairs with shut_down().
    } while (!head_.compare_exchange_weak(head, t, std::memory_order_release,
                                          std::memory_order_relaxed));
  }

  /// Drops all tasks; there will be no others.
  void shut_down() {
    is_closed_.store(true, std::memory_order_relaxed);
    // acquire: the tasks; pairs with spawn().
    task* t =
        head_.exchange(Right ? closed() : nullptr, std::memory_order_acquire);
    while (t != nullptr) {
      task* const next = t->next;
      delete t;
      t = next;
    }
  }

 private:
  // No task: says that the list is closed.
  task* closed() { return &end_; }

  std::atomic<task*> head_{nullptr};
  std::atomic<bool> is_closed_{false};
  task end_{0, nullptr};
};

template <bool Right>
void spawn_while_shutting_down() {
  injector<Right> tasks;
  std::thread client([&] { tasks.spawn(new task{42, nullptr}); });
  tasks.shut_down();
  client.join();
}

CHECKER_SCENARIO(buggy) { spawn_while_shutting_down<false>(); }
CHECKER_SCENARIO(correct) { spawn_while_shutting_down<true>(); }

}  // namespace
