// SPDX-License-Identifier: MIT
//
// Each PROBE makes coroutines, polls them by hand, and shows when they run and
// what they give.
#include <ch03/guard.hpp>
#include <ch03/leaf.hpp>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/async/async.hpp>
#include <string>

#include "support.hpp"

using ch03::guard;
using ch03::leaf;
using ch03::poll_once;
using kioto::async;
using probe::emit;

namespace {

async<int> two_parameters(guard first, guard second, int n) {
  emit("the body runs");
  (void)first, (void)second;
  co_return n;
}

async<> fails(const std::string& word) {
  throw misfortune(word);
  co_return;
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

PROBE(throws) {
  auto body = [](leaf& l, const std::string& word) -> async<int> {
    guard local("local");
    co_await l;
    throw misfortune(word);
  };
  leaf l;
  const std::string word = probe::ask_text("word");
  auto call = body(l, word);
  if (const bool at_once = probe::ask_bool("at once"); !at_once)
    show_poll(call);
  l.give(0);
  show_poll(call);
}

PROBE(throws_without_a_result) {
  const std::string word = probe::ask_text("word");
  auto call = fails(word);
  show_poll(call);
}

PROBE(await_each_other) {
  auto twice = [](int n) -> async<int> {
    emit("the callee runs");
    co_return 2 * n;
  };
  auto caller = [&](int n, const std::string& word) -> async<int> {
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
  const std::string word = probe::ask_text("word");
  auto call = caller(number("n"), word);
  show_poll(call);
}
