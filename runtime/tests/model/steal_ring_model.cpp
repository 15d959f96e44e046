// SPDX-License-Identifier: MIT
//
// steal_ring: the owner that pushes and pops, and thieves.
//
// What holds: each task is taken once, by one thread; whoever takes it sees
// what was done to it before the push; a slot is written again only when the
// thief has read it.
//
// Seen to fail, one change at a time. Each order but one: data race,
// assertion; relaxed in pop(), as it was once: a thief that read the new head
// and an older tail claims four billion tasks. For the acquire of a claim that
// failed these are copied, which ends the program. `head` for `steal` in push()
// or pop(), a second thief let in: data race, in a full ring.
//
// survives: steal_ring::move_half compare_exchange release -> relaxed: a thief
// that reads the head behind it would have to read a tail that is 128 stores
// old, and the checker offers the last six stores.
#include <array>
#include <cassert>
#include <checker/scenario.hpp>
#include <cstddef>
#include <kioto/rt/steal_ring.hpp>
#include <kioto/task/task_header.hpp>
#include <kioto/task/task_queue.hpp>
#include <memory>
#include <thread>

namespace {

using kioto::detail::steal_ring;
using kioto::detail::task_header;
using kioto::detail::task_queue;

class nobody final : public kioto::detail::task_owner {
 public:
  void schedule(task_header&) noexcept override {}
};
nobody no_owner;

struct item final : task_header {
  item() : task_header(0, no_owner) {}  // of no kind
  int payload = 0;  // written before the push, read by who takes it
  int taken = 0;
};

void take(task_header* task) {
  if (task == nullptr) return;
  auto& it = static_cast<item&>(*task);
  assert(it.payload == 1);
  ++it.taken;
}

void put(steal_ring& ring, item& it) {
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

// On the heap: clang does not instrument what a function does to a member of a
// local object of its own.
template <std::size_t Items>
struct rings {
  steal_ring ring, first, second;
  std::array<item, Items> items;

  void push(std::size_t i) { put(ring, items[i]); }
  void pop() { take(ring.pop()); }

  ~rings() {
    for (steal_ring* r : {&ring, &first, &second}) take_rest(*r);
    for (const item& it : items) assert(it.taken == 1);
  }
};

CHECKER_SCENARIO(steal_ring_last_task) {
  const auto r = std::make_unique<rings<1>>();
  r->push(0);
  std::thread thief([&] { steal(r->ring, r->first); });
  r->pop();
  thief.join();
}

CHECKER_SCENARIO(steal_ring_push_and_pop) {
  const auto r = std::make_unique<rings<3>>();
  std::thread thief([&] { steal(r->ring, r->first); });
  r->push(0);
  r->push(1);
  r->pop();
  r->pop();
  r->push(2);
  thief.join();
}

// The thief whose claim fails looks at both ends again.
CHECKER_SCENARIO(steal_ring_popped_before_the_claim) {
  const auto r = std::make_unique<rings<3>>();
  std::thread thief([&] { steal(r->ring, r->first); });
  for (std::size_t i = 0; i < 3; ++i) r->push(i);
  for (std::size_t i = 0; i < 3; ++i) r->pop();
  thief.join();
}

CHECKER_SCENARIO(steal_ring_half) {
  const auto r = std::make_unique<rings<4>>();
  for (std::size_t i = 0; i < 4; ++i) r->push(i);
  std::thread thief([&] { steal(r->ring, r->first); });
  r->pop();
  thief.join();
}

CHECKER_SCENARIO(steal_ring_two_thieves) {
  const auto r = std::make_unique<rings<3>>();
  for (std::size_t i = 0; i < 3; ++i) r->push(i);
  std::thread a([&] { steal(r->ring, r->first); });
  std::thread b([&] { steal(r->ring, r->second); });
  r->pop();
  a.join();
  b.join();
}

// What was stolen may be stolen again.
CHECKER_SCENARIO(steal_ring_from_a_thief) {
  const auto r = std::make_unique<rings<4>>();
  for (std::size_t i = 0; i < 4; ++i) r->push(i);
  std::thread a([&] { steal(r->ring, r->first); });
  std::thread b([&] { steal(r->first, r->second); });
  a.join();
  b.join();
}

// Whoever looks sees no more than there is room for.
CHECKER_SCENARIO(steal_ring_size) {
  const auto r = std::make_unique<rings<2>>();
  std::thread other([&] { assert(r->ring.size() <= 2); });
  for (std::size_t i = 0; i < 2; ++i) r->push(i);
  take_rest(r->ring);
  other.join();
}

CHECKER_SCENARIO(steal_ring_size_behind_a_claim) {
  const auto r = std::make_unique<rings<2>>();
  std::thread thief([&] { steal(r->ring, r->first); });
  std::thread other([&] { assert(r->ring.size() <= 2); });
  for (std::size_t i = 0; i < 2; ++i) r->push(i);
  thief.join();
  other.join();
}

// --- a full ring ---

using full_ring = rings<steal_ring::capacity + 1>;

// A push moves half of it out, unless a thief is at work, which makes room; the
// slots are used again then.
CHECKER_SCENARIO(steal_ring_overflow) {
  const auto r = std::make_unique<full_ring>();
  for (std::size_t i = 0; i < steal_ring::capacity; ++i) r->push(i);
  std::thread thief([&] { take(r->ring.steal_into(r->first)); });
  r->push(steal_ring::capacity);
  thief.join();
}

// What a thief still copies is not free, whoever takes what behind it.
CHECKER_SCENARIO(steal_ring_full_and_popped) {
  const auto r = std::make_unique<full_ring>();
  for (std::size_t i = 0; i < steal_ring::capacity; ++i) r->push(i);
  std::thread thief([&] { take(r->ring.steal_into(r->first)); });
  r->pop();
  r->push(steal_ring::capacity);
  thief.join();
}

CHECKER_SCENARIO(steal_ring_full_and_two_thieves) {
  const auto r = std::make_unique<full_ring>();
  for (std::size_t i = 0; i < steal_ring::capacity; ++i) r->push(i);
  std::thread a([&] { take(r->ring.steal_into(r->first)); });
  std::thread b([&] { take(r->ring.steal_into(r->second)); });
  r->push(steal_ring::capacity);
  a.join();
  b.join();
}

// Who steals into a ring writes slots that another thief has copied before.
CHECKER_SCENARIO(steal_ring_room_of_a_thief) {
  const auto r = std::make_unique<full_ring>();
  for (std::size_t i = 0; i < steal_ring::capacity; ++i) r->push(i);
  put(r->first, r->items.back());
  std::thread thief([&] { take(r->ring.steal_into(r->second)); });
  take(r->first.steal_into(r->ring));
  thief.join();
}

}  // namespace
