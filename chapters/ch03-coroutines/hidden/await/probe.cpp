// SPDX-License-Identifier: MIT
//
// Each PROBE polls a chain of coroutines by hand, and shows who runs, on how
// much stack, and who is destroyed when.
#include <ch03/guard.hpp>
#include <ch03/leaf.hpp>
#include <cstdint>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/async/async.hpp>
#include <stdexcept>
#include <string>
#include <utility>

using ch03::guard;
using ch03::leaf;
using ch03::poll_once;
using kioto::async;
using probe::emit;

namespace {

struct misfortune : std::runtime_error {
  using std::runtime_error::runtime_error;
};

int number(const char* name) { return probe::ask<int>(name); }

// Polls once, and shows the result if there is one.
void show_poll(async<int>& a) {
  auto p = poll_once(a);
  if (p.is_pending())
    emit("returned", "pending");
  else
    emit("returned", "ready", p.value());
}

// `body` must end the program, with a message.
template <class F>
void show_death(F body) {
  const auto end = probe::dies(body);
  emit("died", end.died);
  emit("said", end.message.substr(0, end.message.find('\n')));
}

// `depth` coroutines, the last of which awaits `l`; each adds one on its way
// back.
async<int> nest(int depth, leaf& l) {
  if (depth == 1) co_return co_await l;
  co_return co_await nest(depth - 1, l) + 1;
}

// Always pending; a poll throws when it is told to.
struct throwing_leaf {
  using output_type = int;

  kioto::poll<int> poll(kioto::context&) {
    if (left-- == 0) throw misfortune(word);
    return kioto::poll<int>::pending();
  }

  int left;
  std::string word;
};

// A leaf that a coroutine owns.
struct owned_leaf {
  using output_type = int;

  kioto::poll<int> poll(kioto::context& cx) { return inner.poll(cx); }

  leaf& inner;
  guard life{"the leaf"};
};

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

// --- a future ---

PROBE(ready_at_once) {
  auto body = [](leaf& l) -> async<int> {
    const int result = co_await l;
    emit("co_await gave", result);
    co_return result + 1;
  };
  leaf l;
  l.value = number("n");
  auto a = body(l);
  show_poll(a);
  emit("polls of the leaf", l.polls);
}

PROBE(moved_out) {
  struct gives_tracked {
    using output_type = probe::tracked;

    kioto::poll<probe::tracked> poll(kioto::context&) {
      if (pending-- > 0) return kioto::poll<probe::tracked>::pending();
      return kioto::poll<probe::tracked>::ready(value);
    }

    int pending;
    int value;
  };
  auto callee = [](int n) -> async<probe::tracked> {
    co_return probe::tracked(n);
  };
  auto body = [&](int n) -> async<int> {
    const auto first = co_await gives_tracked{0, n};
    const auto second = co_await gives_tracked{1, n};
    const auto third = co_await callee(n);
    emit("values", first.value, second.value, third.value);
    co_return probe::counts.copied;
  };
  {
    auto a = body(number("n"));
    show_poll(a);
    show_poll(a);
  }
  emit("still alive", probe::counts.live);
}

// "depth" coroutines; "polls" of them find the leaf pending.
PROBE(wakes) {
  leaf l;
  auto root = nest(number("depth"), l);
  for (int i = number("polls"); i > 0; --i) {
    show_poll(root);
    emit("polls of the leaf", l.polls);
  }
  l.value = number("n");
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
  a.value = number("a");
  show_poll(root);
  b.value = number("b");
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

PROBE(throws) {
  auto inner = [](int polls, std::string word) -> async<int> {
    guard local("inner");
    co_return co_await throwing_leaf{polls, word};
  };
  auto middle = [&](int polls, std::string word) -> async<int> {
    guard local("middle");
    co_return co_await inner(polls, word);
  };
  auto outer = [&](int polls, std::string word) -> async<int> {
    try {
      co_return co_await middle(polls, word);
    } catch (const std::exception& e) {
      emit("caught", e.what(), dynamic_cast<const misfortune*>(&e) != nullptr);
    }
    co_return -1;
  };
  const int polls = number("polls");
  auto root = outer(polls, probe::ask_text("word"));
  for (int i = 0; i <= polls; ++i) show_poll(root);
}

// --- a coroutine ---

PROBE(in_one_poll) {
  auto callee = [](int& counter) -> async<int> {
    emit("the callee runs");
    ++counter;
    co_return counter;
  };
  auto caller = [&](int counter) -> async<int> {
    emit("the caller runs");
    const int result = co_await callee(counter);
    emit("the caller goes on", result, counter);
    co_return result + 1;
  };
  auto root = caller(number("n"));
  show_poll(root);
}

// What is awaited dies with its await.
PROBE(end_of_await) {
  auto callee = [](leaf& l, guard parameter) -> async<int> {
    (void)parameter;
    co_return co_await owned_leaf{l};
  };
  auto caller = [&](leaf& l) -> async<int> {
    guard local("the caller's local");
    const int result = co_await callee(l, guard("the callee's parameter"));
    emit("the next statement");
    co_return result;
  };
  leaf l;
  auto root = caller(l);
  if (probe::ask_bool("ready")) {
    l.value = number("n");
    show_poll(root);
  } else {
    show_poll(root);
    {
      auto dropped = std::move(root);
    }
    emit("dropped");
  }
}

PROBE(borrowed) {
  auto callee = [](leaf& l) -> async<int> {
    emit("the callee begins");
    guard local("the callee's local");
    co_return co_await l;
  };
  auto borrows = [](async<int>& a) -> async<int> {
    guard local("the borrower's local");
    co_return co_await a;
  };
  leaf l;
  auto a = callee(l);
  const bool polled_before = probe::ask_bool("polled before");
  if (polled_before) show_poll(a);
  {
    auto root = borrows(a);
    show_poll(root);
    emit("polls of the leaf", l.polls);
    if (polled_before) show_death([&] { (void)poll_once(a); });
  }
  emit("the borrower is dropped");
  l.value = number("n");
  if (probe::ask_bool("awaited again")) {
    auto again = borrows(a);
    show_poll(again);
  } else {
    show_poll(a);
  }
  emit("polls of the leaf", l.polls);
}

PROBE(once) {
  auto twice = [](async<int>& a) -> async<int> {
    const int first = co_await a;
    emit("the first co_await gave", first);
    show_death([&] {
      auto again = [](async<int>& b) -> async<int> { co_return co_await b; };
      auto root = again(a);
      (void)poll_once(root);
    });
    co_return first;
  };
  leaf l;
  l.value = number("n");
  auto a = nest(1, l);
  auto root = twice(a);
  show_poll(root);
}

// --- the stack ---

namespace {

[[gnu::noinline]] async<std::int64_t> stack_here() {
  co_return probe::stack_depth();
}

// What the stack has grown by, from the first turn to the last.
async<int> loop(int turns) {
  const std::int64_t first = co_await stack_here();
  std::int64_t last = first;
  for (int i = 0; i < turns; ++i) last = co_await stack_here();
  co_return static_cast<int>(last - first);
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
    co_await l;
    d.woken = probe::stack_depth();
    co_return 1;
  }
  const int below = co_await deep(n + 1, depth, l, d, alive);
  if (n == 1) d.back = probe::stack_depth();
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
  l.value = 0;
  show_poll(root);
  emit("polls of the leaf", l.polls);
  emit("the stack grew by", d.back - d.woken);
}
