// SPDX-License-Identifier: MIT
//
// steal_ring: the owner that pushes and pops, and thieves.
//
// What holds: each task is taken once, by one thread; whoever takes it sees
// what was done to it before the push; a slot is written again only when the
// thief has read it.
#include <cassert>
#include <checker/scenario.hpp>
#include <cstddef>
#include <kioto/rt/steal_ring.hpp>
#include <kioto/task/task_header.hpp>
#include <kioto/task/task_queue.hpp>
#include <source_location>
#include <thread>
#include <vector>

namespace {

using kioto::detail::steal_ring;
using kioto::detail::task_header;
using kioto::detail::task_queue;

class nobody final : public kioto::detail::task_owner {
 public:
  void schedule(task_header&) noexcept override {}
};
nobody no_owner;
constexpr kioto::detail::task_vtable no_future{};

struct item final : task_header {
  item() : task_header(no_future, no_owner, std::source_location::current()) {}
  int payload = 0;  // written before the push, read by who takes it
  int taken = 0;
};

void take(task_header* task) {
  if (task == nullptr) return;
  auto& it = static_cast<item&>(*task);
  assert(it.payload == 1);
  ++it.taken;
}

void push(steal_ring& ring, item& it) {
  it.payload = 1;
  task_queue overflow;
  ring.push(it, overflow);
  while (task_header* task = overflow.pop_front()) take(task);
}

void take_rest(steal_ring& ring) {
  while (task_header* task = ring.pop()) take(task);
}

void steal(steal_ring& from, steal_ring& mine) {
  take(from.steal_into(mine));
  take_rest(mine);
}

template <class Items>
void check_each_taken_once(const Items& items) {
  for (const item& it : items) assert(it.taken == 1);
}

CHECKER_SCENARIO(steal_ring_last_task) {
  steal_ring ring, others;
  item items[1];
  push(ring, items[0]);
  std::thread thief([&] { steal(ring, others); });
  take(ring.pop());
  thief.join();
  take_rest(ring);
  check_each_taken_once(items);
}

CHECKER_SCENARIO(steal_ring_push_and_pop) {
  steal_ring ring, others;
  item items[3];
  std::thread thief([&] { steal(ring, others); });
  push(ring, items[0]);
  push(ring, items[1]);
  take(ring.pop());
  push(ring, items[2]);
  thief.join();
  take_rest(ring);
  check_each_taken_once(items);
}

CHECKER_SCENARIO(steal_ring_half) {
  steal_ring ring, others;
  item items[4];
  for (item& it : items) push(ring, it);
  std::thread thief([&] { steal(ring, others); });
  take(ring.pop());
  thief.join();
  take_rest(ring);
  check_each_taken_once(items);
}

CHECKER_SCENARIO(steal_ring_two_thieves) {
  steal_ring ring, first, second;
  item items[3];
  for (item& it : items) push(ring, it);
  std::thread a([&] { steal(ring, first); });
  std::thread b([&] { steal(ring, second); });
  take(ring.pop());
  a.join();
  b.join();
  take_rest(ring);
  check_each_taken_once(items);
}

// What was stolen may be stolen again.
CHECKER_SCENARIO(steal_ring_from_a_thief) {
  steal_ring ring, first, second;
  item items[4];
  for (item& it : items) push(ring, it);
  std::thread a([&] { steal(ring, first); });
  std::thread b([&] { steal(first, second); });
  a.join();
  b.join();
  take_rest(ring);
  check_each_taken_once(items);
}

// Whoever looks sees no more than there is room for.
CHECKER_SCENARIO(steal_ring_size) {
  steal_ring ring;
  item items[2];
  std::thread other([&] { assert(ring.size() <= 2); });
  for (item& it : items) push(ring, it);
  take_rest(ring);
  other.join();
  check_each_taken_once(items);
}

// Full: a push moves half of it out, unless a thief is at work, which makes
// room; the slots are used again then.
CHECKER_SCENARIO(steal_ring_overflow) {
  steal_ring ring, others;
  std::vector<item> items(steal_ring::capacity + 1);
  for (std::size_t i = 0; i < steal_ring::capacity; ++i) push(ring, items[i]);
  std::thread thief([&] { take(ring.steal_into(others)); });
  push(ring, items.back());
  thief.join();
  take_rest(ring);
  take_rest(others);
  check_each_taken_once(items);
}

}  // namespace
