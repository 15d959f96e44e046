// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

std::string page(std::int64_t id) { return fmt::format("page {}", id); }

std::string name(int letters) {
  std::string n = judge::word(letters);
  n[0] = static_cast<char>(n[0] - 'a' + 'A');
  return n;
}

// Somebody who comes, or, without a last name, goes.
struct visitor {
  std::string first, last;

  bool leaves() const { return last == "-"; }
  std::string did() const {
    return leaves() ? fmt::format("leave(\"{}\")", first)
                    : fmt::format("arrive(\"{}\", \"{}\")", first, last);
  }
  std::string line() const {
    return leaves() ? fmt::format("Goodbye, {}!", first)
                    : fmt::format("Hello, {} {}!", first, last);
  }
};

visitor comes() {
  return {name(static_cast<int>(judge::pick(3, 12))),
          name(static_cast<int>(judge::pick(5, 14)))};
}
visitor goes() { return {name(static_cast<int>(judge::pick(3, 24))), "-"}; }

// The coroutine whose line is the first that is not right.
const char* coroutine_of_first_wrong(const std::vector<visitor>& who,
                                     std::string_view said) {
  for (const visitor& v : who) {
    if (!said.starts_with(v.line()))
      return v.leaves() ? "traps::greeter::goodbye" : "traps::greeter::hello";
    said.remove_prefix(std::min(said.size(), v.line().size() + 1));
  }
  return "traps::greeter::speak";
}

void greet(const std::vector<visitor>& who, std::string because) {
  std::vector<std::string> names;
  for (const visitor& v : who) {
    names.push_back(v.first);
    names.push_back(v.last);
  }
  auto s =
      judge::run("greet", {{"who", fmt::format("{}", fmt::join(names, " "))}});
  std::string lines;
  for (const visitor& v : who) {
    s.step("{}", v.did());
    lines += (lines.empty() ? "" : " ") + v.line();
  }
  s.blame(coroutine_of_first_wrong(who, ""))
      .step("the caller's strings are gone; speak()");
  const std::string said = s.take("says", because).values.at(0).text();
  s.blame(coroutine_of_first_wrong(who, said))
      .check(said == lines, "says " + lines, std::move(because));
  s.end();
}

void cook(const std::vector<std::string>& dishes, std::string because) {
  const auto minutes = judge::picks(static_cast<int>(dishes.size()), 1, 9);
  const std::string all = fmt::format("{}", fmt::join(dishes, " "));
  auto s = judge::run("cook", {{"dishes", all}, {"minutes", minutes}});
  s.blame("traps::kitchen::order");
  for (std::size_t i = 0; i < dishes.size(); ++i)
    s.step("order(\"{}\", {})", dishes[i], minutes[i]);
  s.step("serve(), polled until it is ready")
      .expect("served", {fmt::format("\"{}\"", fmt::join(dishes, "\" \""))},
              std::move(because));
  const auto took = s.take("minutes", "it was polled");
  const auto most = std::ranges::max(minutes);
  s.check(took.values.at(0).integer() >= most,
          fmt::format("{} minutes, or more", most),
          "each dish cooks for as many minutes as its order says");
  s.end();
}

}  // namespace

TEST_CASE("page_cache: a page is fetched only once", "[ch03.traps]") {
  const auto id = judge::pick(1, 99);
  auto s = judge::run("get_twice", {{"id", id}});
  s.blame("traps::page_cache::get")
      .step("get({}) awaited", id)
      .expect("fetched", {id}, "nobody has asked for it before")
      .expect("saved", {id}, "the page is saved before it is given")
      .expect("got", {page(id)}, "that is what the network has");
  s.step("get({}) awaited again", id)
      .expect("got", {page(id)},
              "it was saved: nobody fetches a page that is there");
  s.end();
}

TEST_CASE("page_cache: pages are warmed up, one after the other",
          "[ch03.traps]") {
  const auto first = judge::pick(1, 50);
  const std::vector<std::int64_t> ids = {first, first + judge::pick(1, 9),
                                         first + judge::pick(10, 20)};
  const auto one = judge::pick(0, 2);
  auto s = judge::run("warm_up", {{"ids", ids}, {"one", one}});
  s.blame("traps::page_cache::warm_up")
      .step("warm_up({{{}}}) awaited", fmt::join(ids, ", "));
  for (const auto id : ids)
    s.expect("fetched", {id}, "warm_up is done when each of its pages is here")
        .expect("saved", {id}, "a page that was fetched is saved");
  s.expect("warm", "these were all");
  const auto id = ids[static_cast<std::size_t>(one)];
  s.step("get({}) awaited", id)
      .expect("got", {page(id)}, "it is here: warm_up has fetched it");
  s.end();
}

TEST_CASE("page_cache: a slow disk stops nobody but who waits for it",
          "[ch03.traps]") {
  const auto id = judge::pick(1, 99);
  auto s = judge::run("slow_disk", {{"id", id}});
  s.blame("traps::page_cache::get")
      .step("get({}) polled; the disk is not ready", id)
      .expect("fetched", {id}, "nobody has asked for it before")
      .expect("is_ready()", {false},
              "the page is given when it is saved, and not before")
      .step("get({}) polled by somebody else; the disk is still not ready", id);
  if (s.next_is("fetched"))
    s.expect("fetched", {id}, "two that ask at once may both fetch it");
  s.expect("is_ready()", {false},
           "the page is not on the disk yet: the next one who asks is not "
           "given it either");
  s.step("the disk becomes ready")
      .expect("others go on", "a coroutine that waits gives its thread back");
  s.step("the first one polled again")
      .expect("saved", {id}, "the disk was what it waited for")
      .expect("got", {page(id)}, "that is what the network has");
  s.end();
}

TEST_CASE("greeter: whoever arrives is greeted by name", "[ch03.traps]") {
  greet({comes()},
        "when arrive() returns the body has not begun, and the line is said "
        "later still: what it needs it must have in its frame by then");
}

TEST_CASE("greeter: whoever leaves is called by name", "[ch03.traps]") {
  greet({goes()},
        "a string_view holds no text: it points to the caller's, which is "
        "gone");
}

TEST_CASE("greeter: many come and go before it has time", "[ch03.traps]") {
  std::vector<visitor> who;
  for (auto n = judge::pick(4, 5); n > 0; --n)
    who.push_back(n == 2 || (n != 1 && judge::coin()) ? goes() : comes());
  greet(who, "each line has a name of its own, whatever comes after it");
}

TEST_CASE("kitchen: a dish is what was ordered", "[ch03.traps]") {
  cook({judge::word(static_cast<int>(judge::pick(3, 24)))},
       "the coroutine begins when serve() awaits it: what it needs must be in "
       "its frame by then, as a parameter by value; a capture is in the "
       "lambda, and a reference is only a reference");
}

TEST_CASE("kitchen: many dishes are ordered before one is cooked",
          "[ch03.traps]") {
  std::vector<std::string> dishes;
  for (auto n = judge::pick(3, 6); n > 0; --n)
    dishes.push_back(judge::word(static_cast<int>(judge::pick(3, 24))));
  cook(dishes, "each dish has a name of its own, whatever comes after it");
}

TEST_CASE("kitchen: a bill names its table", "[ch03.traps]") {
  const auto table = judge::pick(1, 99);
  auto s = judge::run("bill", {{"table", table}});
  s.blame("traps::kitchen::bill")
      .step("bill({}) called, and its result awaited later", table)
      .expect("bill", {fmt::format("table {}:", table)},
              "the coroutine of a member function holds this, and not the "
              "object: somebody must keep the receipt for as long");
  s.end();
}

// Without the sanitizer: what order() does wrong is another case.
TEST_CASE("kitchen: a bill is for what was served when it was asked for",
          "[ch03.traps][plain]") {
  const auto table = judge::pick(1, 99);
  auto s = judge::run("bill_first", {{"table", table}});
  s.blame("traps::kitchen::bill")
      .step("bill({}) called; then a dish ordered and served", table)
      .step("the bill awaited")
      .expect("bill", {fmt::format("table {}:", table)},
              "nothing was served when bill() was called; what is read in the "
              "body of a coroutine is read later");
  s.end();
}

TEST_CASE("cashier: nobody waits for the journal with the mutex held",
          "[ch03.traps]") {
  const auto amount = judge::pick(1, 999);
  auto s = judge::run("lock_while_waiting", {{"amount", amount}});
  s.blame("traps::cashier::deposit")
      .step("deposit({}) polled", amount)
      .expect("journal", {amount}, "a line is written first")
      .expect("is_ready()", {false}, "the journal is not ready");
  s.step("another thread tries to lock the mutex")
      .expect("the mutex is free", {true},
              "a coroutine that waits may wait for long, and go on on another "
              "thread, which must not unlock it");
  s.step("the journal becomes ready; polled again")
      .expect("is_ready()", {true}, "all is done")
      .expect("balance", {amount}, "the books were empty");
  s.end();
}

TEST_CASE("cashier: two deposits wait for the journal at the same time",
          "[ch03.traps]") {
  const auto balance = judge::pick(0, 999), first = judge::pick(1, 999),
             second = judge::pick(1, 999);
  auto s =
      judge::run("two_deposits",
                 {{"balance", balance}, {"first", first}, {"second", second}});
  s.blame("traps::cashier::deposit")
      .step("balance {}; deposit({}) polled", balance, first)
      .expect("journal", {first}, "a line is written first")
      .expect("is_ready()", {false}, "the journal is not ready");
  s.step("deposit({}) polled on the same thread", second)
      .expect("journal", {second},
              "the first deposit waits for the journal, and nobody else must "
              "wait for it")
      .expect("is_ready()", {false}, "the journal is not ready");
  s.step("the journal becomes ready; both polled again")
      .expect("is_ready()", {true}, "all is done")
      .expect("balance", {balance + first},
              "an amount counts when its line is in the journal, and not "
              "before: the first deposit has gone on, the second has not")
      .expect("is_ready()", {true}, "all is done")
      .expect("balance", {balance + first + second},
              "what was read before an await may be old after it: both "
              "deposits count");
  s.end();
}

TEST_CASE("cashier: the balance changes only with the mutex held",
          "[ch03.traps]") {
  const auto balance = judge::pick(0, 999), amount = judge::pick(1, 999);
  auto s =
      judge::run("mutex_is_taken", {{"balance", balance}, {"amount", amount}});
  s.blame("traps::cashier::deposit")
      .step(
          "balance {}, and somebody holds the mutex; deposit({}) on another "
          "thread",
          balance, amount)
      .expect("the deposit waits", {true},
              "the balance belongs to whoever holds the mutex")
      .expect("balance", {balance}, "the deposit waits");
  s.step("the mutex is unlocked")
      .expect("balance", {balance + amount}, "now it is its turn");
  s.end();
}
