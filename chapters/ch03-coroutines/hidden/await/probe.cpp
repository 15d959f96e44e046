// SPDX-License-Identifier: MIT
//
// Each PROBE polls a chain of coroutines by hand, and shows who runs, and on
// how much stack.
#include <ch03/leaf.hpp>
#include <cstdint>
#include <grader/probe.hpp>
#include <kioto/async/async.hpp>
#include <limits>
#include <utility>

#include "support.hpp"

using ch03::leaf;
using ch03::poll_once;
using kioto::async;
using probe::emit;

// --- the leaf ---

namespace {

// `depth` coroutines, the last of which awaits `l`; each adds one on its way
// back.
async<int> nest(int depth, leaf& l) {
  if (depth == 1) co_return co_await l;
  co_return co_await nest(depth - 1, l) + 1;
}

struct asks_for_waker {
  using output_type = void;

  kioto::poll<void> poll(kioto::context& cx) {
    emit("a leaf is polled with the waker of poll",
         cx.waker().will_wake(*first) ? 1 : 2);
    return std::exchange(pending, false) ? kioto::poll<void>::pending()
                                         : kioto::poll<void>::ready();
  }

  const kioto::waker* first;
  bool pending;
};

constexpr kioto::waker_vtable some_table{
    .clone = [](void* data) noexcept { return data; },
    .wake = [](void*) noexcept {},
    .wake_by_ref = [](void*) noexcept {},
    .drop = [](void*) noexcept {}};

[[gnu::noinline]] void poll_with(async<>& a, const kioto::waker& w) {
  kioto::context cx(w);
  emit("returned", a.poll(cx).is_ready() ? "ready" : "pending");
}

[[gnu::noinline]] void poll_from_deeper(async<>& a, const kioto::waker& w) {
  volatile char room[512] = {};
  poll_with(a, w);
  room[0] = 1;
}

}  // namespace

PROBE(ready_at_once) {
  auto body = [](leaf& l) -> async<int> {
    const int result = co_await l;
    emit("co_await gave", result);
    co_return result + 1;
  };
  leaf l;
  l.give(number("n"));
  auto a = body(l);
  show_poll(a);
  emit("polls of the leaf", l.polls);
}

// "depth" coroutines; "polls" of them find the leaf pending.
PROBE(wakes) {
  leaf l;
  auto root = nest(number("depth"), l);
  for (int i = number("polls"); i > 0; --i) {
    show_poll(root);
    emit("polls of the leaf", l.polls);
  }
  l.give(number("n"));
  show_poll(root);
  emit("polls of the leaf", l.polls);
}

// The innermost of "depth" coroutines awaits several leaves, one after the
// other, and all tell when they run.
PROBE(nobody_between) {
  struct chain {
    static async<int> level(int n, int depth, leaf& a, leaf& b) {
      if (n < depth) {
        const int sum = co_await level(n + 1, depth, a, b);
        emit("goes on", n);
        co_return sum;
      }
      const int first = co_await a;
      emit("goes on", n);
      const int second = co_await b;
      emit("goes on", n);
      co_return first + second;
    }
  };
  leaf a, b;
  auto root = chain::level(1, number("depth"), a, b);
  show_poll(root);
  a.give(number("a"));
  show_poll(root);
  b.give(number("b"));
  show_poll(root);
}

// Each poll comes with a waker of its own, from its own place on the stack.
PROBE(handed_on) {
  auto inner = [](const kioto::waker& first) -> async<> {
    co_await asks_for_waker{&first, true};
    co_await asks_for_waker{&first, false};
  };
  auto middle = [&](const kioto::waker& first) -> async<> {
    co_await inner(first);
    co_await asks_for_waker{&first, false};
  };
  auto outer = [&](const kioto::waker& first) -> async<> {
    co_await middle(first);
    co_await asks_for_waker{&first, false};
  };
  int one = 0, two = 0;
  const kioto::waker first(&one, some_table);
  const kioto::waker second(&two, some_table);
  auto root = outer(first);
  poll_with(root, first);
  poll_from_deeper(root, second);
}

// --- the stack ---

namespace {

// Where the stack is. Deeper than at `first` means that somebody has called,
// and is on it.
[[gnu::noinline]] async<int> stack_here(int first) {
  const auto here = static_cast<int>(probe::stack_depth());
  if (here > first) probe::remember_stack();
  co_return here;
}

// What the stack has grown by, from the first turn to the last.
async<int> loop(int turns) {
  const int first = co_await stack_here(std::numeric_limits<int>::max());
  int last = first;
  for (int i = 0; i < turns && last <= first; ++i)
    last = co_await stack_here(first);
  co_return last - first;
}

// Where the stack was in the outermost coroutine and in the innermost.
struct depths {
  std::int64_t going_down = 0;
  std::int64_t at_the_leaf = 0;
  std::int64_t woken = 0;
  std::int64_t back = 0;
};

async<int> deep(int n, int depth, leaf& l, depths& d, int& alive) {
  struct counted {
    int& alive;
    explicit counted(int& a) : alive(a) { ++alive; }
    ~counted() { --alive; }
  } here(alive);
  if (n == 1) d.going_down = probe::stack_depth();
  if (n == depth) {
    d.at_the_leaf = probe::stack_depth();
    if (d.at_the_leaf > d.going_down) probe::remember_stack();
    co_await l;
    d.woken = probe::stack_depth();
    co_return 1;
  }
  const int below = co_await deep(n + 1, depth, l, d, alive);
  if (n == 1) {
    d.back = probe::stack_depth();
    if (d.back > d.woken) probe::remember_stack();
  }
  co_return below + 1;
}

}  // namespace

PROBE(loop) {
  auto root = loop(number("turns"));
  emit("the stack grew by", poll_once(root).value());
}

PROBE(deep) {
  const int depth = number("depth");
  leaf l;
  depths d;
  int alive = 0;
  auto root = deep(1, depth, l, d, alive);
  show_poll(root);
  emit("the stack grew by", d.at_the_leaf - d.going_down);
  if (probe::ask_bool("dropped")) {
    {
      auto dropped = std::move(root);
    }
    emit("still alive", alive);
    return;
  }
  l.give(0);
  show_poll(root);
  emit("polls of the leaf", l.polls);
  emit("the stack grew by", d.back - d.woken);
}
