// SPDX-License-Identifier: MIT
//
// The parker alone; then threads that wake while block_on polls or sleeps.
#include <atomic>
#include <ch01/bare_signal.hpp>
#include <ch01/poll_with.hpp>
#include <chrono>
#include <cstdint>
#include <grader/probe.hpp>
#include <kioto/future/context.hpp>
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/thread_parker.hpp>
#include <thread>
#include <utility>
#include <vector>

using ch01::answer;
using ch01::bare_signal;
using ch01::poll_with;
using kioto::block_on;
using kioto::context;
using kioto::thread_parker;
using std::chrono::steady_clock;

// --- thread_parker ---

// Several threads put work down and unpark; the owner takes all that there is,
// and parks when there is none.
PROBE(traffic) {
  const auto threads = probe::ask<int>("threads");
  const auto pieces = probe::ask<int>("pieces");
  thread_parker parker;
  std::atomic<int> work{0};
  std::vector<std::thread> pool;
  for (int t = 0; t < threads; ++t)
    pool.emplace_back([&] {
      for (int i = 0; i < pieces; ++i) {
        work.fetch_add(1);
        parker.unpark();
      }
    });
  int taken = 0;
  while (taken < threads * pieces) {
    parker.park();
    taken += work.exchange(0);
  }
  for (auto& t : pool) t.join();
  probe::emit("taken", taken);
}

PROBE(tokens) {
  const auto unparks = probe::ask<int>("unparks");
  const int owner = probe::thread_id();
  thread_parker parker;
  bare_signal first_returned;
  std::atomic<bool> second_returned{false};
  std::thread other([&] {
    first_returned.await();
    const bool blocked = probe::await_blocked(owner);
    probe::emit("the second park sleeps", blocked && !second_returned.load());
    parker.unpark();
  });
  for (int i = 0; i < unparks; ++i) parker.unpark();
  parker.park();
  probe::emit("the first park returned");
  first_returned.set();
  parker.park();
  second_returned.store(true);
  other.join();
  probe::emit("the second park returned");
}

PROBE(deadline) {
  using namespace std::chrono_literals;
  const auto wait = probe::ask<int>("milliseconds") * 1ms;
  const auto far = steady_clock::now() + 1h;
  const auto past = steady_clock::now() - 1ms;
  thread_parker parker;

  const auto soon = steady_clock::now() + wait;
  probe::emit("token", parker.park_until(soon));
  probe::emit("deadline has passed", steady_clock::now() >= soon);

  parker.unpark();
  probe::emit("token", parker.park_until(far));
  probe::emit("token", parker.park_until(past));
  parker.unpark();
  probe::emit("token", parker.park_until(past));

  const int owner = probe::thread_id();
  std::thread other([&] {
    (void)probe::await_blocked(owner);
    parker.unpark();
  });
  probe::emit("token", parker.park_until(far));
  other.join();
  probe::emit("token", parker.park_until(past));
}

// Two threads, one after the other, write a note each and unpark; only then
// does the owner park.
PROBE(notes) {
  const auto notes = probe::ask<std::vector<std::int64_t>>("notes");
  const auto with_deadline = probe::ask<bool>("with_deadline");
  thread_parker parker;
  std::int64_t first_note = 0;
  std::int64_t second_note = 0;
  bare_signal first_done, second_done;
  std::thread first([&] {
    first_note = notes[0];
    parker.unpark();
    first_done.set();
  });
  std::thread second([&] {
    first_done.await();
    second_note = notes[1];
    parker.unpark();
    second_done.set();
  });
  second_done.await();
  if (with_deadline)
    probe::emit("token", parker.park_until(steady_clock::now()));
  else
    parker.park();
  probe::emit("first note", first_note);
  probe::emit("second note", second_note);
  first.join();
  second.join();
}

// Two threads hand a plain number to and fro, each parked while the other one
// has it.
PROBE(to_and_fro) {
  const auto rounds = probe::ask<int>("rounds");
  thread_parker here, there;
  std::int64_t number = 0;
  std::thread other([&] {
    for (int i = 0; i < rounds; ++i) {
      there.park();
      number *= 3;
      number %= 1'000'003;
      here.unpark();
    }
  });
  for (int i = 0; i < rounds; ++i) {
    ++number;
    there.unpark();
    here.park();
  }
  other.join();
  probe::emit("number", number);
}

// --- block_on ---

// Another thread waits until this one sleeps, leaves a note, and wakes it; so
// "rounds" times. Only the last wake finds the future ready.
PROBE(wake_while_parked) {
  const auto rounds = probe::ask<int>("rounds");
  const int sleeper = probe::thread_id();
  std::atomic<int> polls{0};
  int note = 0;
  bool slept = true;
  std::thread other;
  const int got = block_on(poll_with<int>([&](context& cx) {
    const int seen = polls.load() == 0 ? 0 : note;
    const int poll = ++polls;
    if (poll == 1)
      other = std::thread([&, w = cx.waker()] {
        for (int round = 1; round <= rounds; ++round) {
          while (polls.load() < round) std::this_thread::yield();
          if (slept) slept = probe::await_blocked(sleeper);
          note = round;
          w.wake_by_ref();
        }
      });
    return seen == rounds ? answer<int>::ready(seen) : answer<int>::pending();
  }));
  other.join();
  probe::emit("slept in each round", slept);
  probe::emit("read the last note", got);
  probe::emit("polls", polls.load());
}

// Each thread leaves a note and wakes, all within the first poll.
PROBE(many_wakers) {
  const auto notes = probe::ask<std::vector<std::int64_t>>("notes");
  struct writer {
    std::int64_t note = 0;
    bare_signal done;
    std::thread thread;
  };
  std::vector<writer> writers(notes.size());
  int polls = 0;
  std::int64_t sum = 0;
  block_on(poll_with<void>([&](context& cx) {
    if (++polls == 2) {
      for (const auto& w : writers) sum += w.note;
      return answer<>::ready();
    }
    for (std::size_t i = 0; i < notes.size(); ++i)
      writers[i].thread = std::thread(
          [&me = writers[i], note = notes[i], w = cx.waker()]() mutable {
            me.note = note;
            std::move(w).wake();
            me.done.set();
          });
    for (const auto& w : writers) w.done.await();
    return answer<>::pending();
  }));
  for (auto& w : writers) w.thread.join();
  probe::emit("sum of the notes", sum);
  probe::emit("polls", polls);
}
