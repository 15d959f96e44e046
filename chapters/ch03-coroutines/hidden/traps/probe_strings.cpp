// SPDX-License-Identifier: MIT
//
// greeter and kitchen: by the time they speak, their caller's strings are gone.
#include <ch03/stale.hpp>
#include <cstdint>
#include <grader/probe.hpp>
#include <kioto/async/async.hpp>
#include <string>
#include <traps/greeter.hpp>
#include <traps/kitchen.hpp>
#include <utility>
#include <vector>

#include "support.hpp"

using kioto::async;
using probe::emit;

namespace {

std::vector<std::string> words_asked(const char* name) {
  std::vector<std::string> words(1);
  for (const char letter : probe::ask<std::string>(name)) {
    if (letter == ' ')
      words.emplace_back();
    else
      words.back() += letter;
  }
  return words;
}

}  // namespace

// --- greeter ---

// "who": pairs of names; "-" as the second one: somebody who leaves.
PROBE(greet) {
  const auto who = words_asked("who");
  traps::greeter g;
  for (std::size_t i = 0; i < who.size(); i += 2) {
    stale::deep([&] {
      // Strings of the caller, which live until the call returns.
      const std::string first(who[i]), last(who[i + 1]);
      if (last == "-")
        g.leave(first);
      else
        g.arrive(first, last);
    });
  }
  stale::wipe();
  got("says", g.speak());
}

// --- kitchen ---

namespace {

void order(traps::kitchen& k, const std::vector<std::string>& dishes) {
  const auto minutes = probe::ask<std::vector<std::int64_t>>("minutes");
  for (std::size_t i = 0; i < dishes.size(); ++i)
    stale::deep([&] { k.order(dishes[i], static_cast<int>(minutes[i])); });
  stale::wipe();
}

// Calls bill(), does something else, and awaits it.
template <class F>
void tell_bill(const traps::kitchen& k, F meanwhile) {
  const auto table = probe::ask<int>("table");
  async<std::string>* call = nullptr;
  stale::deep([&] { call = new async<std::string>(k.bill(table)); });
  stale::wipe();
  meanwhile();
  got("bill", std::move(*call));
  delete call;
}

}  // namespace

PROBE(cook) {
  traps::kitchen k;
  order(k, words_asked("dishes"));
  auto serving = k.serve();
  std::int64_t minutes = 0;
  if (finished(serving, &minutes).is_pending()) return;
  std::string all;
  for (const std::string& dish : k.served())
    all += (all.empty() ? "\"" : " \"") + dish + "\"";
  emit("served", all);
  emit("minutes", minutes);
}

PROBE(bill) {
  // The dishes come in without order(), which is another case.
  traps::kitchen k;
  tell_bill(k, [] {});
}

// A dish is ordered and served when the bill was asked for, but not written.
PROBE(bill_first) {
  traps::kitchen k;
  tell_bill(k, [&] {
    stale::deep([&] { k.order("soup", 1); });
    stale::wipe();
    auto serving = k.serve();
    (void)finished(serving);
  });
}
