// SPDX-License-Identifier: MIT
//
// Litmus tests of the memory model: small programs whose outcomes C++20 says.
// litmus_test.cpp has the sets. The names are those of the literature.
#include <atomic>
#include <checker/scenario.hpp>
#include <mutex>
#include <thread>

namespace {

using std::memory_order;
constexpr auto relaxed = std::memory_order_relaxed;
constexpr auto acquire = std::memory_order_acquire;
constexpr auto release = std::memory_order_release;
constexpr auto acq_rel = std::memory_order_acq_rel;
constexpr auto seq_cst = std::memory_order_seq_cst;

// Store buffering.
template <memory_order Store, memory_order Load, bool Fence = false>
void store_buffering() {
  std::atomic<int> x{0}, y{0};
  int a = 0;
  std::thread other([&] {
    x.store(1, Store);
    if (Fence) std::atomic_thread_fence(seq_cst);
    a = y.load(Load);
  });
  y.store(1, Store);
  if (Fence) std::atomic_thread_fence(seq_cst);
  const int b = x.load(Load);
  other.join();
  checker::outcome(a * 10 + b);
}
CHECKER_SCENARIO(sb_seq_cst) { store_buffering<seq_cst, seq_cst>(); }
CHECKER_SCENARIO(sb_release_acquire) { store_buffering<release, acquire>(); }
CHECKER_SCENARIO(sb_fences) { store_buffering<relaxed, relaxed, true>(); }

// Message passing.
template <memory_order Store, memory_order Load>
void message_passing() {
  std::atomic<int> data{0}, flag{0};
  std::thread other([&] {
    data.store(1, relaxed);
    flag.store(1, Store);
  });
  const int a = flag.load(Load);
  const int b = data.load(relaxed);
  other.join();
  checker::outcome(a * 10 + b);
}
CHECKER_SCENARIO(mp_release_acquire) { message_passing<release, acquire>(); }
CHECKER_SCENARIO(mp_relaxed) { message_passing<relaxed, relaxed>(); }
CHECKER_SCENARIO(mp_release_relaxed) { message_passing<release, relaxed>(); }
CHECKER_SCENARIO(mp_relaxed_acquire) { message_passing<relaxed, acquire>(); }

CHECKER_SCENARIO(mp_fences) {
  std::atomic<int> data{0}, flag{0};
  std::thread other([&] {
    data.store(1, relaxed);
    std::atomic_thread_fence(release);
    flag.store(1, relaxed);
  });
  const int a = flag.load(relaxed);
  std::atomic_thread_fence(acquire);
  const int b = data.load(relaxed);
  other.join();
  checker::outcome(a * 10 + b);
}

// Load buffering: C++20 allows 11 for relaxed loads; it is not modelled.
CHECKER_SCENARIO(lb_relaxed) {
  std::atomic<int> x{0}, y{0};
  int a = 0;
  std::thread other([&] {
    a = x.load(relaxed);
    y.store(1, relaxed);
  });
  const int b = y.load(relaxed);
  x.store(1, relaxed);
  other.join();
  checker::outcome(a * 10 + b);
}

// Coherence.
CHECKER_SCENARIO(corr) {
  std::atomic<int> x{0};
  std::thread other([&] {
    x.store(1, relaxed);
    x.store(2, relaxed);
  });
  const int a = x.load(relaxed);
  const int b = x.load(relaxed);
  other.join();
  checker::outcome(a * 10 + b);
}
CHECKER_SCENARIO(cowr) {
  std::atomic<int> x{0};
  std::thread other([&] { x.store(1, relaxed); });
  x.store(2, relaxed);
  checker::outcome(x.load(relaxed));
  other.join();
}

// Independent reads of independent writes.
template <memory_order Store, memory_order Load>
void independent_reads() {
  std::atomic<int> x{0}, y{0};
  int a = 0, b = 0;
  std::thread t1([&] { x.store(1, Store); });
  std::thread t2([&] { y.store(1, Store); });
  std::thread t3([&] {
    a = x.load(Load);
    b = y.load(Load);
  });
  const int c = y.load(Load);
  const int d = x.load(Load);
  t1.join();
  t2.join();
  t3.join();
  checker::outcome(a * 1000 + b * 100 + c * 10 + d);
}
CHECKER_SCENARIO(iriw_seq_cst) { independent_reads<seq_cst, seq_cst>(); }
CHECKER_SCENARIO(iriw_release_acquire) {
  independent_reads<release, acquire>();
}

// Two stores each, in the opposite order.
CHECKER_SCENARIO(two_plus_two_writes) {
  std::atomic<int> x{0}, y{0};
  std::thread other([&] {
    x.store(1, relaxed);
    y.store(2, relaxed);
  });
  y.store(1, relaxed);
  x.store(2, relaxed);
  other.join();
  checker::outcome(x.load(relaxed) * 10 + y.load(relaxed));
}

// A read-modify-write continues a release sequence.
CHECKER_SCENARIO(release_sequence) {
  std::atomic<int> flag{0}, data{0};
  std::thread t1([&] {
    data.store(1, relaxed);
    flag.store(1, release);
  });
  std::thread t2([&] { flag.fetch_add(1, relaxed); });
  const int a = flag.load(acquire);
  const int b = a == 2 ? data.load(relaxed) : 9;
  t1.join();
  t2.join();
  checker::outcome(a * 10 + b);
}
// A store of another thread ends it.
CHECKER_SCENARIO(release_sequence_ended) {
  std::atomic<int> flag{0}, data{0};
  std::thread t1([&] {
    data.store(1, relaxed);
    flag.store(1, release);
  });
  std::thread t2([&] { flag.store(2, relaxed); });
  const int a = flag.load(acquire);
  const int b = a == 2 ? data.load(relaxed) : 9;
  t1.join();
  t2.join();
  checker::outcome(a * 10 + b);
}

// Write to read causality.
template <memory_order First>
void causality() {
  std::atomic<int> x{0}, y{0};
  std::thread t1([&] { x.store(1, First); });
  int a = 0;
  std::thread t2([&] {
    a = x.load(First == release ? acquire : relaxed);
    y.store(1, release);
  });
  const int b = y.load(acquire);
  const int c = x.load(relaxed);
  t1.join();
  t2.join();
  checker::outcome(a * 100 + b * 10 + c);
}
CHECKER_SCENARIO(wrc_release) { causality<release>(); }
CHECKER_SCENARIO(wrc_relaxed) { causality<relaxed>(); }

// A chain of read-modify-writes loses nothing.
CHECKER_SCENARIO(rmw_chain) {
  std::atomic<int> n{0};
  const auto add = [&] { n.fetch_add(1, relaxed); };
  std::thread t1(add), t2(add);
  add();
  t1.join();
  t2.join();
  checker::outcome(n.load(relaxed));
}
// Loads and stores do.
CHECKER_SCENARIO(lost_update) {
  std::atomic<int> n{0};
  const auto add = [&] { n.store(n.load(seq_cst) + 1, seq_cst); };
  std::thread t1(add), t2(add);
  add();
  t1.join();
  t2.join();
  checker::outcome(n.load());
}
CHECKER_SCENARIO(compare_exchange_acq_rel) {
  std::atomic<int> lock{0}, data{0};
  std::thread other([&] {
    data.store(1, relaxed);
    int expected = 0;
    lock.compare_exchange_strong(expected, 1, acq_rel, relaxed);
  });
  int expected = 1;
  const bool taken =
      lock.compare_exchange_strong(expected, 2, acq_rel, relaxed);
  checker::outcome(taken ? 10 + data.load(relaxed) : 0);
  other.join();
}
CHECKER_SCENARIO(order_of_a_mutex) {
  std::mutex mutex;
  int order = 0;
  const auto append = [&](int k) {
    const std::lock_guard lock(mutex);
    order = order * 10 + k;
  };
  std::thread t1(append, 1), t2(append, 2);
  append(3);
  t1.join();
  t2.join();
  checker::outcome(order);
}

}  // namespace
