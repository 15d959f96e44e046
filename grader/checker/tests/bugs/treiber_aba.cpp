// SPDX-License-Identifier: MIT
//
// A free list of frames as a stack of Treiber's, over a pool of nodes that are
// used again and again.
//
//   head: tag, index        0 is no node
//
// The bug: ABA. pop() reads the head A and its successor B; meanwhile another
// thread takes A and B and gives back A. The head is A again, and the exchange
// makes B the head, which is in use: the tag has to tell the two As apart.
#include <array>
#include <atomic>
#include <checker/scenario.hpp>
#include <cstdint>
#include <thread>

namespace {

struct node {
  std::atomic<std::uint32_t> next{0};  // an index
  int frame = 0;                       // of who has popped it
};

template <bool Right>
class free_list {
 public:
  free_list() {
    for (std::uint32_t i = 1; i < nodes_.size(); ++i) push(i);
  }

  node& operator[](std::uint32_t i) { return nodes_[i]; }

  void push(std::uint32_t i) {
    // relaxed: a first guess.
    std::uint32_t head = head_.load(std::memory_order_relaxed);
    do {
      // relaxed: goes out with the head.
      nodes_[i].next.store(index(head), std::memory_order_relaxed);
      // release: the node; pairs with pop().
    } while (!head_.compare_exchange_weak(head, replaced(head, i),
                                          std::memory_order_release,
                                          std::memory_order_relaxed));
  }

  /// Returns: 0 if there is none.
  std::uint32_t pop() {
    // acquire: the node; pairs with push(). So below.
    std::uint32_t head = head_.load(std::memory_order_acquire);
    while (index(head) != 0) {
      // relaxed: came with the head. Or it is old, and the exchange fails.
      const std::uint32_t next =
          nodes_[index(head)].next.load(std::memory_order_relaxed);
      if (head_.compare_exchange_weak(head, replaced(head, next),
                                      std::memory_order_acquire)) {
        return index(head);
      }
    }
    return 0;
  }

 private:
  static constexpr std::uint32_t tag_step = 256;

  static std::uint32_t index(std::uint32_t head) { return head % tag_step; }
  static std::uint32_t replaced(std::uint32_t head, std::uint32_t i) {
    return head - index(head) + i + (Right ? tag_step : 0);
  }

  std::array<node, 3> nodes_;
  std::atomic<std::uint32_t> head_{0};
};

template <bool Right>
void take_and_give_back() {
  free_list<Right> frames;
  std::thread other([&] {
    const std::uint32_t first = frames.pop();
    const std::uint32_t second = frames.pop();
    if (first != 0) frames.push(first);
    if (second != 0) frames[second].frame = 1;
  });
  for (int i = 0; i < 2; ++i) {
    if (const std::uint32_t own = frames.pop()) frames[own].frame = 2;
  }
  other.join();
}

CHECKER_SCENARIO(buggy) { take_and_give_back<false>(); }
CHECKER_SCENARIO(correct) { take_and_give_back<true>(); }

}  // namespace
