// SPDX-License-Identifier: MIT
//
// Each PROBE makes coroutines, polls them by hand, and shows when they run,
// what they give, and when what they hold is destroyed.
#include <ch03/guard.hpp>
#include <ch03/leaf.hpp>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/async/async.hpp>
#include <memory>
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

template <class T>
void show(kioto::poll<T> p) {
  if (p.is_pending())
    emit("returned", "pending");
  else if constexpr (std::is_void_v<T>)
    emit("returned", "ready");
  else
    emit("returned", "ready", std::move(p).value());
}

// Polls once, and shows what that gives or throws.
template <class T>
void show_poll(async<T>& a) {
  try {
    show(poll_once(a));
  } catch (const misfortune& e) {
    emit("threw", e.what());
  }
}

// `body` must end the program, with a message about the line `line`.
template <class F>
void show_death(int line, F body) {
  const auto end = probe::dies(body);
  emit("died", end.died);
  emit("said", end.message.substr(0, end.message.find('\n')));
  emit("line", "probe.cpp:" + std::to_string(line));
}

int number(const char* name) { return probe::ask<int>(name); }

async<int> two_parameters(guard first, guard second, int n) {
  emit("the body runs");
  (void)first, (void)second;
  co_return n;
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

PROBE(call) {
  auto call = two_parameters(guard("first"), guard("second"), number("n"));
  emit("called");
  show_poll(call);
}

PROBE(never_polled) {
  {
    auto call = two_parameters(guard("first"), guard("second"), 0);
    emit("called");
  }
  emit("the block is left");
}

PROBE(result) {
  auto make = [](int n) -> async<probe::tracked> {
    guard local("local");
    co_return probe::tracked(n);
  };
  {
    auto call = make(number("n"));
    auto result = poll_once(call);
    emit("value", result.value().value);
    emit("copied", probe::counts.copied);
  }
  emit("still alive", probe::counts.live);
}

PROBE(result_of_the_caller) {
  auto copy_of = [](probe::tracked& kept) -> async<probe::tracked> {
    co_return kept;
  };
  probe::tracked kept(number("n"));
  auto call = copy_of(kept);
  auto result = poll_once(call);
  emit("value", result.value().value);
  emit("the caller's object", kept.value);
}

PROBE(nothing) {
  auto returns = []() -> async<void> { co_return; };
  auto ends = [](leaf& l) -> async<void> { co_await l; };
  auto a = returns();
  show_poll(a);
  leaf l;
  auto b = ends(l);
  show_poll(b);
  l.value = 0;
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

PROBE(throws) {
  auto body = [](leaf& l, std::string word) -> async<int> {
    guard local("local");
    co_await l;
    throw misfortune(word);
  };
  leaf l;
  auto call = body(l, probe::ask_text("word"));
  if (const bool at_once = probe::ask_bool("at once"); !at_once)
    show_poll(call);
  l.value = 0;
  show_poll(call);
}

PROBE(await_each_other) {
  auto twice = [](int n) -> async<int> {
    emit("the callee runs");
    co_return 2 * n;
  };
  auto fails = [](std::string word) -> async<> {
    throw misfortune(word);
    co_return;
  };
  auto caller = [&](int n, std::string word) -> async<int> {
    const int result = co_await twice(n);
    emit("the caller goes on", result);
    try {
      co_await fails(word);
    } catch (const std::exception& e) {
      emit("the caller caught", e.what(),
           dynamic_cast<const misfortune*>(&e) != nullptr);
    }
    co_return result + 1;
  };
  auto call = caller(number("n"), probe::ask_text("word"));
  show_poll(call);
}

PROBE(pending) {
  leaf l;
  auto call = waiting(l, guard("parameter"), "local");
  for (int i = number("polls"); i > 0; --i) show_poll(call);
  l.value = number("n");
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
  std::unique_ptr<async<int>> second;
  {
    auto first = waiting(l, guard("parameter"), "local");
    show_poll(first);
    second = std::make_unique<async<int>>(std::move(first));
  }
  emit("moved");
  l.value = number("n");
  show_poll(*second);
  second.reset();
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
  l.value = 0;
  show_poll(a);
}

PROBE(moved_from) {
  auto first = value(number("n"));
  auto second = std::move(first);
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  show_death(__LINE__, [&] { (void)first.poll(cx); });
  auto awaits = [](async<int>& from) -> async<int> { co_return co_await from; };
  const int line = __LINE__ - 1;
  show_death(line, [&] {
    auto call = awaits(first);
    (void)poll_once(call);
  });
  first = std::move(second);
  show_poll(first);
}

PROBE(twice) {
  auto awaits = [](async<int>& a) -> async<int> { co_return co_await a; };
  const int line = __LINE__ - 1;
  auto complete = value(1);
  show_poll(complete);
  show_death(line, [&] {
    auto call = awaits(complete);
    (void)poll_once(call);
  });
  leaf l;
  auto waits = waiting(l, guard(""), "");
  auto one = awaits(waits);
  show_poll(one);
  show_death(line, [&] {
    auto other = awaits(waits);
    (void)poll_once(other);
  });
}
