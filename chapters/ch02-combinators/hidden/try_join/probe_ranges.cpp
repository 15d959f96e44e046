// SPDX-License-Identifier: MIT
//
// join_all and try_join_all, what they have in common with try_join, and
// futures that are only lent or give nothing.
#include <expected>
#include <kioto/future/join_all.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/try_join.hpp>
#include <memory>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

#include "support.hpp"

using ch02::sorted;
using probe::emit;
using try_join_probe::answer;
using try_join_probe::bad;
using try_join_probe::good;
using try_join_probe::poll_of;
using try_join_probe::show;
using try_join_probe::troupe;

namespace {

// A join that can be moved.
struct any_own_join : try_join_probe::any_join {
  virtual ~any_own_join() = default;
  virtual std::unique_ptr<any_own_join> move() = 0;
};
using own_join = std::unique_ptr<any_own_join>;

template <class F>
struct own_join_of final : any_own_join {
  explicit own_join_of(F&& f) : join(std::move(f)) {}

  answer poll(kioto::context& cx) override { return poll_of(join, cx); }
  own_join move() override {
    return own_join(new own_join_of(std::move(join)));
  }

  F join;
};

template <class F>
own_join hold(F join) {
  return own_join(new own_join_of<F>(std::move(join)));
}

auto take_all(troupe& t) {
  std::vector<try_join_probe::puppet_future> list;
  for (std::int64_t i = 0; i < t.size(); ++i) list.push_back(t.future(i));
  return list;
}

// The join that "join" names, of the whole troupe; of three, if try_join.
own_join make_join(troupe& t) {
  const auto join = probe::ask_text("join");
  if (join == "join_all") return hold(kioto::join_all(take_all(t)));
  if (join == "try_join_all") return hold(kioto::try_join_all(take_all(t)));
  return hold(kioto::try_join(t.future(0), t.future(1), t.future(2)));
}

}  // namespace

PROBE(values_of_range) {
  troupe t(3);
  give_values(t, *make_join(t));
}

PROBE(error_of_range) {
  troupe t(3);
  give_error(t, *make_join(t));
}

PROBE(all_bad_of_range) {
  troupe t(3);
  give_errors(t, *make_join(t));
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
    auto both = kioto::try_join(t.future(0), kept);
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

// b succeeds without a value.
PROBE(of_nothing) {
  troupe t(1);
  auto both =
      kioto::try_join(t.future(0), kioto::ready(std::expected<void, int>()));
  emit("returned", t.s.poll(both).is_ready() ? "ready" : "pending");
  t[0].give(good(probe::ask_int("n")));
  const auto p = t.s.poll(both);
  emit("returned", p.is_ready() ? "ready" : "pending");
  if (p.is_ready()) emit("value of a", std::get<0>(*p.value()).value);
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
