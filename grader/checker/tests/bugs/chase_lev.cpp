// SPDX-License-Identifier: MIT
//
// A deque of Chase and Lev: its owner pushes and pops at the bottom, thieves
// steal at the top.
//
//          top                    bottom
//           v                       v
//   [ ... | task | task | ... | task |  ]
//
// The bug: release and acquire are not enough between the store of the bottom
// and the load of the top, and the other way round for a thief. Either may read
// an old value, and both take the last task.
//
// Source: Chase and Lev, SPAA 2005; the orders are those of Le and others,
// PPoPP 2013, with sequentially consistent accesses in place of fences.
#include <array>
#include <atomic>
#include <cassert>
#include <checker/scenario.hpp>
#include <thread>

namespace {

struct task {
  int input = 0;
  int output = 0;
};

template <bool Right>
class deque {
 public:
  void push(task* t) {
    // relaxed: only the owner writes it.
    const int bottom = bottom_.load(std::memory_order_relaxed);
    // relaxed: goes out with the bottom.
    slots_[at(bottom)].store(t, std::memory_order_relaxed);
    // release: the task; pairs with steal().
    bottom_.store(bottom + 1, std::memory_order_release);
  }

  task* pop() {
    const int bottom = bottom_.load(std::memory_order_relaxed) - 1;
    // seq_cst: the bottom is lowered before the look at the top; pairs with
    // the two loads of steal().
    bottom_.store(bottom, to_store);
    int top = top_.load(to_load);
    if (top < bottom) {
      // relaxed: the owner's own.
      return slots_[at(bottom)].load(std::memory_order_relaxed);
    }
    task* last = nullptr;
    // seq_cst, as it is in the paper.
    if (top == bottom &&
        top_.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst,
                                     std::memory_order_relaxed)) {
      last = slots_[at(bottom)].load(std::memory_order_relaxed);
    }
    bottom_.store(bottom + 1, std::memory_order_relaxed);
    return last;
  }

  task* steal() {
    // seq_cst: first the top, then the bottom; pairs with pop(). The latter
    // acquires the task, too: pairs with push().
    int top = top_.load(to_load);
    const int bottom = bottom_.load(to_load);
    if (top >= bottom) return nullptr;
    // relaxed: came with the bottom.
    task* const first = slots_[at(top)].load(std::memory_order_relaxed);
    // seq_cst, as it is in the paper.
    return top_.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst,
                                        std::memory_order_relaxed)
               ? first
               : nullptr;
  }

 private:
  static constexpr auto to_store =
      Right ? std::memory_order_seq_cst : std::memory_order_release;
  static constexpr auto to_load =
      Right ? std::memory_order_seq_cst : std::memory_order_acquire;

  std::size_t at(int i) const {
    return static_cast<std::size_t>(i) % slots_.size();
  }

  std::atomic<int> top_{0}, bottom_{0};
  std::array<std::atomic<task*>, 2> slots_{};
};

template <bool Right>
void pop_and_steal() {
  deque<Right> tasks;
  task all[2];
  const auto submit = [&tasks](task& t) {
    t.input = 1;
    tasks.push(&t);
  };
  const auto run = [](task* t) {
    if (t != nullptr) t->output += t->input;
  };
  submit(all[0]);
  std::thread thief([&] {
    run(tasks.steal());
    run(tasks.steal());
  });
  submit(all[1]);
  run(tasks.pop());
  thief.join();
  assert(all[0].output <= 1 && all[1].output <= 1);
}

CHECKER_SCENARIO(buggy) { pop_and_steal<false>(); }
CHECKER_SCENARIO(correct) { pop_and_steal<true>(); }

}  // namespace
