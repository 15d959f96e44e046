// SPDX-License-Identifier: MIT
//
// Futures a, b, c, ... stand in this order in each join. Their values count
// their copies; their errors are numbers.
#include <ch02/puppet.hpp>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/join_all.hpp>
#include <kioto/future/try_join.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using ch02::puppet;
using ch02::puppet_future;
using ch02::sorted;
using ch02::stage;
using kioto::join_all;
using kioto::try_join;
using kioto::try_join_all;
using probe::emit;

namespace {

using outcome = std::expected<probe::tracked, int>;
using futures = std::vector<puppet_future<outcome>>;

outcome good(std::int64_t n) {
  return outcome(std::in_place, static_cast<int>(n));
}

outcome bad(std::int64_t why) {
  return outcome(std::unexpect, static_cast<int>(why));
}

// Some puppets, and their stage. An array and no container: each of those is
// compiled anew whenever a learner saves a file.
class troupe {
 public:
  explicit troupe(std::int64_t count)
      : count_(count),
        all_(new puppet<outcome>[static_cast<std::size_t>(count)]) {
    for (std::int64_t i = 0; i < count; ++i)
      all_[i].enter(s, static_cast<char>('a' + i % 26));
  }
  troupe(const troupe&) = delete;
  troupe& operator=(const troupe&) = delete;
  ~troupe() { delete[] all_; }

  puppet<outcome>& operator[](std::int64_t i) { return all_[i]; }
  puppet_future<outcome> future(std::int64_t i) { return all_[i].future(); }

  futures take_all() {
    futures list;
    for (std::int64_t i = 0; i < count_; ++i) list.push_back(future(i));
    return list;
  }

  stage s;

 private:
  const std::int64_t count_;
  puppet<outcome>* const all_;
};

// What a join gave, whatever its type was.
struct answer {
  bool ready = false;
  std::vector<int> values;
  int error = 0;
};

void put(answer& a, const probe::tracked& value) {
  a.values.push_back(value.value);
}
void put(answer& a, const std::vector<probe::tracked>& values) {
  for (const auto& value : values) put(a, value);
}
void put(
    answer& a,
    const std::tuple<probe::tracked, probe::tracked, probe::tracked>& values) {
  put(a, std::get<0>(values));
  put(a, std::get<1>(values));
  put(a, std::get<2>(values));
}
void put(answer& a, const std::vector<outcome>& results) {
  for (const auto& result : results) put(a, *result);
}
template <class Values>
void put(answer& a, const std::expected<Values, int>& result) {
  if (result)
    put(a, *result);
  else
    a.error = result.error();
}

void show(const answer& a) {
  emit("returned", a.ready ? "ready" : "pending");
  for (const int value : a.values) emit("value", value);
  if (a.error != 0) emit("error", a.error);
}

// A join of any type, so that most of this file is compiled once for all.
struct any_join {
  virtual ~any_join() = default;
  virtual answer poll(kioto::context& cx) = 0;
  virtual std::unique_ptr<any_join> move() = 0;
};

template <class F>
struct join_of final : any_join {
  explicit join_of(F&& f) : future(std::move(f)) {}

  answer poll(kioto::context& cx) override {
    const auto p = future.poll(cx);
    answer a{.ready = p.is_ready(), .values = {}};
    if (a.ready) put(a, p.value());
    return a;
  }
  std::unique_ptr<any_join> move() override {
    return std::unique_ptr<any_join>(new join_of(std::move(future)));
  }

  F future;
};

template <class F>
std::unique_ptr<any_join> hold(F future) {
  return std::unique_ptr<any_join>(new join_of<F>(std::move(future)));
}

// The join that "join" names, of the whole troupe; of three, if try_join.
std::unique_ptr<any_join> make_join(troupe& t) {
  const auto join = probe::ask_text("join");
  if (join == "join_all") return hold(join_all(t.take_all()));
  if (join == "try_join_all") return hold(try_join_all(t.take_all()));
  return hold(try_join(t.future(0), t.future(1), t.future(2)));
}

}  // namespace

// The futures give "values" in the order "turns".
PROBE(values) {
  troupe t(3);
  const auto values = probe::ask_ints("values");
  const auto all = make_join(t);
  show(t.s.poll(*all));
  for (const auto i : probe::ask_ints("turns")) {
    t[i].give(good(values.at(static_cast<std::size_t>(i))));
    show(t.s.poll(*all));
  }
  emit("wakers kept", t.s.wakers);
}

// a gives its value, b and c keep it waiting for "polls" polls.
PROBE(finished) {
  troupe t(3);
  const auto all = make_join(t);
  t[0].give(good(1));
  show(t.s.poll(*all));
  for (auto i = probe::ask_int("polls"); i > 0; --i) {
    t.s.polled.clear();
    show(t.s.poll(*all));
    emit("polled", sorted(t.s.polled));
  }
  emit("destroyed", sorted(t.s.gone));
}

// "good" gives its value; later "bad" gives its error.
PROBE(error) {
  troupe t(3);
  const auto all = make_join(t);
  t[probe::ask_int("good")].give(good(1));
  show(t.s.poll(*all));
  t[probe::ask_int("bad")].give(bad(probe::ask_int("why")));
  const auto a = t.s.poll(*all);
  // Still before anybody has looked at the error.
  emit("destroyed", sorted(t.s.gone));
  emit("values alive", probe::counts.live);
  emit("wakers kept", t.s.wakers);
  show(a);
}

// All three give an error at once.
PROBE(all_bad) {
  troupe t(3);
  const auto all = make_join(t);
  for (auto i = probe::ask_int("polls"); i > 0; --i) (void)t.s.poll(*all);
  t[0].give(bad(1)), t[1].give(bad(2)), t[2].give(bad(3));
  t.s.polled.clear();
  const auto a = t.s.poll(*all);
  emit("polled", t.s.polled);
  show(a);
}

PROBE(order) {
  troupe t(3);
  const auto all = make_join(t);
  for (auto i = probe::ask_int("polls"); i > 0; --i) {
    t.s.polled.clear();
    show(t.s.poll(*all));
    emit("polled", t.s.polled);
  }
}

PROBE(throws) {
  troupe t(3);
  const auto all = make_join(t);
  t[0].give(good(1));
  show(t.s.poll(*all));
  t[2].fail(probe::ask_text("word"));
  try {
    (void)t.s.poll(*all);
  } catch (const std::runtime_error& e) {
    emit("threw", e.what());
  }
  emit("destroyed", sorted(t.s.gone));
  emit("values alive", probe::counts.live);
  ch02::emit_death(t.s, *all);
}

PROBE(after_completion) {
  troupe t(3);
  for (int i = 0; i < 3; ++i) t[i].give(good(i));
  const auto all = make_join(t);
  emit("returned", t.s.poll(*all).ready ? "ready" : "pending");
  ch02::emit_death(t.s, *all);
}

// b is an lvalue.
PROBE(borrowed) {
  troupe t(3);
  auto kept = t.future(1);
  {
    auto both = try_join(t.future(0), kept);
    (void)t.s.poll(both);
    t[0].give(bad(1));
    emit("returned", t.s.poll(both).is_ready() ? "ready" : "pending");
  }
  emit("destroyed", sorted(t.s.gone));
  t[1].give(good(probe::ask_int("n")));
  const auto p = t.s.poll(kept);
  emit("returned", p.is_ready() ? "ready" : "pending");
  emit("value", p.value()->value);
}

PROBE(dropped) {
  troupe t(3);
  auto all = make_join(t);
  emit("destroyed", sorted(t.s.gone));
  all = all->move();
  emit("destroyed", sorted(t.s.gone));
  all.reset();
  emit("polled", sorted(t.s.polled));
  emit("destroyed", sorted(t.s.gone));
}

PROBE(moves) {
  {
    troupe t(3);
    const auto all = make_join(t);
    for (int i = 0; i < 3; ++i) t[i].give(good(i));
    probe::counts.copied = 0;
    show(t.s.poll(*all));
    emit("copied", probe::counts.copied);
  }
  emit("still alive", probe::counts.live);
}

// With nobody in the troupe.
PROBE(of_none) {
  troupe t(0);
  const auto none = make_join(t);
  show(t.s.poll(*none));
}

// "count" futures; of each round one is woken, and has a value or has none.
PROBE(woken) {
  troupe t(probe::ask_int("count"));
  const auto all = make_join(t);
  (void)t.s.poll(*all);
  emit("polled", t.s.polled.size());
  for (const auto i : probe::ask_ints("woken")) {
    t.s.polled.clear();
    if (i % 2 == 0)
      t[i].give(good(i));
    else
      t[i].wake();
    (void)t.s.poll(*all);
    emit("polled", t.s.polled.size());
  }
}
