// SPDX-License-Identifier: MIT
//
// What comes out of an await, value or exception, and who is destroyed when.
#include <ch03/death.hpp>
#include <ch03/guard.hpp>
#include <ch03/leaf.hpp>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/async/async.hpp>
#include <stdexcept>
#include <string>
#include <utility>

#include "support.hpp"

using ch03::guard;
using ch03::leaf;
using ch03::poll_once;
using kioto::async;
using probe::emit;

namespace {

struct misfortune : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Always pending; a poll throws when it is told to.
struct throwing_leaf {
  using output_type = int;

  kioto::poll<int> poll(kioto::context&) {
    if (left-- == 0) throw misfortune(word);
    return kioto::poll<int>::pending();
  }

  int left;
  const std::string& word;
};

// A leaf that a coroutine owns.
struct owned_leaf {
  using output_type = int;

  kioto::poll<int> poll(kioto::context& cx) { return inner.poll(cx); }

  leaf& inner;
  guard life{"the leaf"};
};

}  // namespace

PROBE(moved_out) {
  struct gives_tracked {
    using output_type = probe::tracked;

    kioto::poll<probe::tracked> poll(kioto::context&) {
      if (tells) emit("the second future is polled");
      if (pending-- > 0) return kioto::poll<probe::tracked>::pending();
      return kioto::poll<probe::tracked>::ready(value);
    }

    int pending;
    int value;
    bool tells;
  };
  auto callee = [](int n) -> async<probe::tracked> {
    co_return probe::tracked(n);
  };
  auto body = [&](int n) -> async<int> {
    const auto first = co_await gives_tracked{0, n, false};
    const auto second = co_await gives_tracked{1, n, true};
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

PROBE(throws) {
  auto inner = [](int polls, const std::string& word) -> async<int> {
    guard local("inner");
    co_return co_await throwing_leaf{polls, word};
  };
  auto middle = [&](int polls, const std::string& word) -> async<int> {
    guard local("middle");
    co_return co_await inner(polls, word);
  };
  auto outer = [&](int polls, const std::string& word) -> async<int> {
    try {
      co_return co_await middle(polls, word);
    } catch (const std::exception& e) {
      emit("caught", e.what(), dynamic_cast<const misfortune*>(&e) != nullptr);
    }
    co_return -1;
  };
  const int polls = number("polls");
  const std::string word = probe::ask_text("word");
  auto root = outer(polls, word);
  for (int i = 0; i <= polls; ++i) show_poll(root);
}

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
    l.give(number("n"));
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
    if (polled_before) ch03::show(probe::dies([&] { (void)poll_once(a); }));
  }
  emit("the borrower is dropped");
  l.give(number("n"));
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
    ch03::show(probe::dies([&] {
      auto again = [](async<int>& b) -> async<int> { co_return co_await b; };
      auto root = again(a);
      (void)poll_once(root);
    }));
    co_return first;
  };
  auto body = [](leaf& l) -> async<int> { co_return co_await l; };
  leaf l;
  l.give(number("n"));
  auto a = body(l);
  auto root = twice(a);
  show_poll(root);
}
