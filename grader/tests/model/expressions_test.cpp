// SPDX-License-Identifier: MIT
#include "model/expressions.hpp"

#include <catch2/catch.hpp>

using namespace grader;

namespace {

// The column of the mark is where debug information points to.
struct marked {
  std::string line;
  int column;

  explicit marked(std::string text) : line(std::move(text)) {
    const std::size_t at = line.find('^');
    column = static_cast<int>(at) + 1;
    line.erase(at, 1);
  }
};

std::string object(const char* text) {
  const marked m(text);
  return object_at(m.line, m.column);
}
std::string argument(const char* text) {
  const marked m(text);
  return argument_at(m.line, m.column);
}

}  // namespace

TEST_CASE("the object of an operation is what stands there", "[model]") {
  CHECK(object("  if (state_.^exchange(empty) == notified)") == "state_");
  CHECK(object("head->next.^load(relaxed)") == "head->next");
  CHECK(object("this->state_.^store(1)") == "state_");
  CHECK(object("slots[i].^store(1)") == "slots[i]");
  CHECK(object("^++hits;") == "hits");
  CHECK(object("^++*q;") == "*q");
  CHECK(object("^hits++;") == "hits");
  CHECK(object("a.n ^+= 2;") == "a.n");
  CHECK(object("value ^= 42;") == "value");
  CHECK(object("  *q ^= 4;") == "*q");
  CHECK(object("p->v ^= 4;") == "p->v");
  CHECK(object("while (!^ready) {") == "ready");
  CHECK(object("use(n->^value);") == "n->value");
  CHECK(object("kioto::detail::^count.load()") == "count");
}

TEST_CASE("what is not plain has no name", "[model]") {
  CHECK(object("get(x).^load()").empty());
  CHECK(object("(*p).^load()").empty());
  CHECK(object("^}").empty());
  CHECK(object("^42").empty());
  CHECK(object("a_name_that_is_far_too_long_for_any_column.^load()").empty());
  CHECK(object_at("x", 0).empty());
  CHECK(object_at("x", 7).empty());
  CHECK(object_at("", 1).empty());
  CHECK(object("*p.^load() = 3;") == "p");
}

TEST_CASE("a guard's mutex is its first argument", "[model]") {
  CHECK(argument("std::lock_guard ^l(mutex_);") == "mutex_");
  CHECK(argument("std::unique_lock ^l{a.m, std::defer_lock};") == "a.m");
  CHECK(argument("std::lock_guard ^l(get());").empty());
  CHECK(argument("std::lock_guard ^l;").empty());
  CHECK(argument("^f(").empty());
}

TEST_CASE("a thread is named by its variable", "[model]") {
  CHECK(thread_name_in("  std::thread waker([&] { p.unpark(); });") == "waker");
  CHECK(thread_name_in("  std::jthread t{f};") == "t");
  CHECK(thread_name_in("  const auto take = [&] {") == "take");
  CHECK(thread_name_in("  all.emplace_back([&] {").empty());
  CHECK(thread_name_in(std::string(5000, '(')).empty());
}

TEST_CASE("the word at a column", "[model]") {
  CHECK(word_at("c.notify_one();", 3) == "notify_one");
  CHECK(word_at("c.notify_one();", 13).empty());
  CHECK(word_at("c", 9).empty());
}
