// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>
#include <cstddef>
#include <kioto/future/ready.hpp>
#include <kioto/rt/steal_ring.hpp>
#include <kioto/task/task_cell.hpp>
#include <memory>
#include <thread>
#include <vector>

using kioto::detail::steal_ring;
using kioto::detail::task_header;
using kioto::detail::task_queue;

namespace {

// Tasks that nobody runs.
class some_tasks final : public kioto::detail::task_owner {
 public:
  explicit some_tasks(std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      tasks_.push_back(
          &cell::make(*this, kioto::ready(static_cast<int>(i)), {}));
    }
  }
  ~some_tasks() {
    for (cell* task : tasks_) {
      task->cancel();
      task->drop_reference();
    }
  }

  task_header& operator[](std::size_t i) { return *tasks_[i]; }

  void schedule(task_header&) noexcept override {}

 private:
  using cell = kioto::detail::task_cell<kioto::ready_future<int>>;

  std::vector<cell*> tasks_;
};

}  // namespace

TEST_CASE("steal_ring: first in, first out, around the wrap", "[steal_ring]") {
  some_tasks tasks(3);
  steal_ring ring;
  task_queue overflow;
  CHECK(ring.is_empty());
  CHECK(ring.pop() == nullptr);
  for (int round = 0; round < 1'000; ++round) {
    for (std::size_t i = 0; i < 3; ++i) ring.push(tasks[i], overflow);
    CHECK(ring.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(ring.pop() == &tasks[i]);
    CHECK(ring.pop() == nullptr);
  }
  CHECK(overflow.is_empty());
}

TEST_CASE("steal_ring: half of a full one, and the task, go elsewhere",
          "[steal_ring]") {
  constexpr std::size_t n = steal_ring::capacity;
  some_tasks tasks(n + 1);
  steal_ring ring;
  task_queue overflow;
  for (std::size_t i = 0; i < n; ++i) ring.push(tasks[i], overflow);
  CHECK(overflow.is_empty());
  CHECK(ring.size() == n);
  ring.push(tasks[n], overflow);
  CHECK(ring.size() == n / 2);
  for (std::size_t i = 0; i < n / 2; ++i) {
    CHECK(overflow.pop_front() == &tasks[i]);
  }
  CHECK(overflow.pop_front() == &tasks[n]);
  CHECK(overflow.is_empty());
  for (std::size_t i = n / 2; i < n; ++i) CHECK(ring.pop() == &tasks[i]);
}

TEST_CASE("steal_ring: a thief takes half, rounded up, and runs one",
          "[steal_ring]") {
  some_tasks tasks(9);
  steal_ring victim, thief;
  task_queue overflow;
  CHECK(victim.steal_into(thief) == nullptr);
  for (std::size_t i = 0; i < 9; ++i) victim.push(tasks[i], overflow);
  // The last of what it took; the others are in its ring, in order.
  CHECK(victim.steal_into(thief) == &tasks[4]);
  CHECK(thief.size() == 4);
  CHECK(victim.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK(thief.pop() == &tasks[i]);
  for (std::size_t i = 5; i < 9; ++i) CHECK(victim.pop() == &tasks[i]);
  victim.push(tasks[0], overflow);
  CHECK(victim.steal_into(thief) == &tasks[0]);
  CHECK(thief.is_empty());
}

TEST_CASE("steal_ring: a thief with a full ring takes nothing",
          "[steal_ring]") {
  some_tasks tasks(steal_ring::capacity);
  steal_ring victim, thief;
  task_queue overflow;
  for (std::size_t i = 0; i < steal_ring::capacity / 2 + 1; ++i) {
    thief.push(tasks[i], overflow);
  }
  victim.push(tasks[steal_ring::capacity - 1], overflow);
  CHECK(victim.steal_into(thief) == nullptr);
  CHECK(victim.size() == 1);
}

TEST_CASE("steal_ring: each task is had once, by the owner or by a thief",
          "[steal_ring][stress]") {
  constexpr std::size_t n = 20'000;
  some_tasks tasks(n);
  std::atomic<std::size_t> total{0};
  std::atomic<std::size_t> twice{0};
  const auto have = [&](task_header& task) {
    // Plain memory of whoever has the task: ThreadSanitizer sees two at once.
    twice += task.queue_next == &task;
    task.queue_next = &task;
    ++total;
  };
  steal_ring ring;
  std::atomic<bool> done{false};
  {
    std::vector<std::jthread> thieves;
    for (int t = 0; t < 2; ++t) {
      thieves.emplace_back([&] {
        steal_ring mine;
        while (!done.load()) {
          task_header* task = ring.steal_into(mine);
          for (; task != nullptr; task = mine.pop()) {
            have(*task);
          }
        }
      });
    }
    std::size_t next = 0;
    while (next < n) {
      task_queue overflow;
      for (int i = 0; i < 7 && next < n; ++i) {
        ring.push(tasks[next++], overflow);
      }
      while (task_header* task = overflow.pop_front()) {
        have(*task);
      }
      for (int i = 0; i < 3; ++i) {
        if (task_header* task = ring.pop()) {
          have(*task);
        }
      }
    }
    while (task_header* task = ring.pop()) {
      have(*task);
    }
    while (total.load() != n) std::this_thread::yield();
    done.store(true);
  }
  CHECK(twice == 0);
  CHECK(ring.is_empty());
}
