// SPDX-License-Identifier: MIT
//
// try_join of three futures that it owns.
#include <kioto/future/try_join.hpp>

#include "support.hpp"

using ch02::sorted;
using probe::emit;
using try_join_probe::answer;
using try_join_probe::good;
using try_join_probe::poll_of;
using try_join_probe::puppet_future;
using try_join_probe::show;
using try_join_probe::troupe;

namespace {

struct join_of_three final : try_join_probe::any_join {
  explicit join_of_three(troupe& t)
      : all(kioto::try_join(t.future(0), t.future(1), t.future(2))) {}
  answer poll(kioto::context& cx) override { return poll_of(all, cx); }

  kioto::try_join_future<puppet_future, puppet_future, puppet_future> all;
};

}  // namespace

PROBE(values) {
  troupe t(3);
  join_of_three all(t);
  give_values(t, all);
}

// a gives its value, b and c keep it waiting for "polls" polls.
PROBE(finished) {
  troupe t(3);
  join_of_three all(t);
  t[0].give(good(1));
  show(t.s.poll(all));
  for (auto i = probe::ask_int("polls"); i > 0; --i) {
    t.s.polled.clear();
    show(t.s.poll(all));
    emit("polled", sorted(t.s.polled));
  }
  emit("destroyed", sorted(t.s.gone));
}

PROBE(error) {
  troupe t(3);
  join_of_three all(t);
  give_error(t, all);
}

PROBE(all_bad) {
  troupe t(3);
  join_of_three all(t);
  give_errors(t, all);
}

PROBE(order) {
  troupe t(3);
  join_of_three all(t);
  for (auto i = probe::ask_int("polls"); i > 0; --i) {
    t.s.polled.clear();
    show(t.s.poll(all));
    emit("polled", t.s.polled);
  }
}
