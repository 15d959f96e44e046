// SPDX-License-Identifier: MIT
//
// Results that are no values; then coroutines that wait: dropped, moved, and
// awaited by those who may not.
#include <ch03/death.hpp>
#include <ch03/guard.hpp>
#include <ch03/leaf.hpp>
#include <grader/probe.hpp>
#include <kioto/async/async.hpp>
#include <string>
#include <utility>

#include "support.hpp"

using ch03::guard;
using ch03::leaf;
using ch03::poll_once;
using kioto::async;
using probe::emit;

namespace {

// The program has to end, with a message about the line `line`.
void show(const probe::death& end, int line) {
  ch03::show(end);
  emit("line", "probe_ownership.cpp:" + std::to_string(line));
}

// Waits for `l`, with a guard as a parameter and one as a local.
async<int> waiting(leaf& l, guard parameter, std::string local) {
  (void)parameter;
  guard g(local);
  co_return co_await l;
}

async<int> value(int n) { co_return n; }

async<> waits(leaf& l, std::string name) {
  guard g(name);
  co_await l;
}

}  // namespace

PROBE(nothing) {
  auto returns = []() -> async<void> { co_return; };
  auto ends = [](leaf& l) -> async<void> { co_await l; };
  auto a = returns();
  show_poll(a);
  leaf l;
  auto b = ends(l);
  show_poll(b);
  l.give(0);
  show_poll(b);
}

PROBE(reference) {
  auto same = [](int& n) -> async<int&> { co_return n; };
  int referent = 0;
  auto call = same(referent);
  auto result = poll_once(call);
  int& given = result.value().get();
  emit("the caller's object", &given == &referent);
  if (&given == &referent) given = number("n");
  emit("value", referent);
}

PROBE(pending) {
  leaf l;
  auto call = waiting(l, guard("parameter"), "local");
  for (int i = number("polls"); i > 0; --i) show_poll(call);
  l.give(number("n"));
  show_poll(call);
}

// Three coroutines, each waits for the next.
PROBE(dropped) {
  struct nested {
    static async<> level(int n, int depth, leaf& l, guard parameter) {
      (void)parameter;
      guard local("local " + std::to_string(n));
      if (n == depth)
        co_await l;
      else
        co_await level(n + 1, depth, l,
                       guard("parameter " + std::to_string(n + 1)));
    }
  };
  leaf l;
  {
    auto call = nested::level(1, number("depth"), l, guard("parameter 1"));
    show_poll(call);
  }
  emit("the block is left");
}

PROBE(moved) {
  leaf l;
  const auto moved = [&] {
    auto first = waiting(l, guard("parameter"), "local");
    show_poll(first);
    return async<int>(std::move(first));
  };
  {
    auto second = moved();
    emit("moved");
    l.give(number("n"));
    show_poll(second);
  }
  emit("the end");
}

PROBE(assigned) {
  leaf l;
  auto a = waits(l, "old");
  show_poll(a);
  a = waits(l, "new");
  emit("assigned");
  show_poll(a);
  auto& same = a;
  a = std::move(same);
  emit("assigned to itself");
  l.give(0);
  show_poll(a);
}

PROBE(throws_in_the_end) {
  struct throws {
    ~throws() noexcept(false) { throw misfortune("in a destructor"); }
  };
  auto waits = [](leaf& l) -> async<> {
    const throws local;
    co_await l;
  };
  auto complete = value(number("n"));
  show_poll(complete);
  leaf l;
  ch03::show(probe::dies([&] {
    auto call = waits(l);
    (void)poll_once(call);
  }));
}

PROBE(moved_from) {
  auto first = value(number("n"));
  auto second = std::move(first);
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  const auto end = probe::dies([&] { (void)first.poll(cx); });
  show(end, __LINE__ - 1);
  auto awaits = [](async<int>& from) -> async<int> { co_return co_await from; };
  const int line = __LINE__ - 1;
  show(probe::dies([&] {
         auto call = awaits(first);
         (void)poll_once(call);
       }),
       line);
  first = std::move(second);
  show_poll(first);
}

PROBE(twice) {
  auto awaits = [](async<int>& a) -> async<int> { co_return co_await a; };
  const int line = __LINE__ - 1;
  auto complete = value(1);
  show_poll(complete);
  show(probe::dies([&] {
         auto call = awaits(complete);
         (void)poll_once(call);
       }),
       line);
  leaf l;
  auto waits = waiting(l, guard(""), "");
  auto one = awaits(waits);
  show_poll(one);
  show(probe::dies([&] {
         auto other = awaits(waits);
         (void)poll_once(other);
       }),
       line);
}
