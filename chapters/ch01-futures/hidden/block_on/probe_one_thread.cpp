// SPDX-License-Identifier: MIT
//
// block_on where one thread polls and wakes, or where a second one has ended
// before anybody waits.
#include <ch01/poll_with.hpp>
#include <cstdint>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/rt/block_on.hpp>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using ch01::answer;
using ch01::poll_with;
using kioto::block_on;
using kioto::context;
using kioto::waker;

namespace {

// Ready with `value` in its second poll. In the first one it is woken, and then
// runs `inner`, of the same type, to its end, before it returns pending.
struct outer_and_inner {
  using output_type = int;

  answer<int> poll(context& cx) {
    if (++polls == 2) return answer<int>::ready(value);
    cx.waker().wake_by_ref();
    if (inner != nullptr) {
      probe::emit("the inner one returned", block_on(*inner));
      probe::emit("polls of the inner one", inner->polls);
    }
    return answer<int>::pending();
  }

  int value;
  outer_and_inner* inner = nullptr;
  int polls = 0;
};

}  // namespace

PROBE(ready_at_once) {
  const auto n = probe::ask<int>("value");
  int polls = 0;
  const int got = block_on(poll_with<int>([&](context&) {
    ++polls;
    return answer<int>::ready(n);
  }));
  probe::emit("returned", got);
  probe::emit("polls", polls);
}

PROBE(results) {
  const auto n = probe::ask<int>("value");
  auto result = block_on(poll_with<probe::tracked>(
      [&](context&) { return answer<probe::tracked>::ready(n); }));
  probe::emit("returned", result.value);
  probe::emit("copied", probe::counts.copied);
  bool ran = false;
  block_on(poll_with<void>([&](context&) {
    ran = true;
    return answer<>::ready();
  }));
  probe::emit("ran to its end", ran);
}

// "wakes": how often the first poll wakes its own waker, the second, ...
PROBE(wake_in_poll) {
  const auto wakes = probe::ask<std::vector<std::int64_t>>("wakes");
  std::size_t polls = 0;
  block_on(poll_with<void>([&](context& cx) {
    if (polls++ == wakes.size()) return answer<>::ready();
    for (auto i = wakes[polls - 1]; i > 0; --i) cx.waker().wake_by_ref();
    return answer<>::pending();
  }));
  probe::emit("polls", polls);
}

// The other thread has woken, and has ended, before the poll returns.
PROBE(wake_before_park) {
  const auto rounds = probe::ask<int>("rounds");
  int polls = 0;
  block_on(poll_with<void>([&](context& cx) {
    if (++polls > rounds) return answer<>::ready();
    std::thread([w = cx.waker()]() mutable { std::move(w).wake(); }).join();
    return answer<>::pending();
  }));
  probe::emit("polls", polls);
}

// The caller keeps the future and polls it once more by hand.
PROBE(in_place) {
  int last = 0;
  auto kept = poll_with<int>([polls = 0, &last](context& cx) mutable {
    last = ++polls;
    if (polls == 3) return answer<int>::ready(polls);
    cx.waker().wake_by_ref();
    return answer<int>::pending();
  });
  probe::emit("returned", block_on(kept));
  const waker nobody = waker::noop();
  context by_hand(nobody);
  (void)kept.poll(by_hand);
  probe::emit("the next poll is number", last);
}

PROBE(exception) {
  const auto text = probe::ask<std::string>("text");
  const auto n = probe::ask<int>("value");
  int polls = 0;
  try {
    block_on(poll_with<int>([&](context& cx) -> answer<int> {
      if (++polls == 2) throw std::runtime_error(text);
      cx.waker().wake_by_ref();
      return answer<int>::pending();
    }));
    probe::emit("returned");
  } catch (const std::runtime_error& e) {
    probe::emit("threw", e.what());
  }
  probe::emit("returned", block_on(poll_with<int>([&](context&) {
                return answer<int>::ready(n);
              })));
}

PROBE(nested) {
  outer_and_inner inner{probe::ask<int>("value")};
  outer_and_inner outer{0, &inner};
  block_on(outer);
  probe::emit("polls of the outer one", outer.polls);
}

PROBE(late_wake) {
  const auto on_other_thread = probe::ask<bool>("on_other_thread");
  waker kept;
  const auto run = [&kept] {
    block_on(poll_with<void>([&](context& cx) {
      kept = cx.waker();
      return answer<>::ready();
    }));
  };
  if (on_other_thread)
    std::thread(run).join();
  else
    run();
  {
    waker copy(kept);
    copy.wake_by_ref();
    std::move(copy).wake();
  }
  std::move(kept).wake();
  probe::emit("woken after the end");
}
