// SPDX-License-Identifier: MIT
//
// What the cases of try_join, join_all and try_join_all have in common: futures
// a, b, c, ..., which stand in this order in each join; their values count
// their copies, their errors are numbers.
#pragma once

#include <ch02/puppet.hpp>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/context.hpp>
#include <tuple>
#include <utility>
#include <vector>

namespace try_join_probe {

using outcome = std::expected<probe::tracked, int>;
using puppet = ch02::puppet<outcome>;
using puppet_future = ch02::puppet_future<outcome>;

inline outcome good(std::int64_t n) {
  return outcome(std::in_place, static_cast<int>(n));
}

inline outcome bad(std::int64_t why) {
  return outcome(std::unexpect, static_cast<int>(why));
}

// Some puppets, and their stage. An array and no container: each of those is
// compiled anew whenever a learner saves a file.
class troupe {
 public:
  explicit troupe(std::int64_t count)
      : count_(count), all_(new puppet[static_cast<std::size_t>(count)]) {
    for (std::int64_t i = 0; i < count; ++i)
      all_[i].enter(s, static_cast<char>('a' + i % 26));
  }
  troupe(const troupe&) = delete;
  troupe& operator=(const troupe&) = delete;
  ~troupe() { delete[] all_; }

  std::int64_t size() const { return count_; }
  puppet& operator[](std::int64_t i) { return all_[i]; }
  puppet_future future(std::int64_t i) { return all_[i].future(); }

  ch02::stage s;

 private:
  const std::int64_t count_;
  puppet* const all_;
};

// What a join gave, whatever its type was.
struct answer {
  bool ready = false;
  std::vector<int> values;
  int error = 0;
};

inline void put(answer& a, const probe::tracked& value) {
  a.values.push_back(value.value);
}
template <class Values>
void put(answer& a, const std::expected<Values, int>& result) {
  if (result)
    put(a, *result);
  else
    a.error = result.error();
}
template <class T>
void put(answer& a, const std::tuple<T, T, T>& values) {
  put(a, std::get<0>(values));
  put(a, std::get<1>(values));
  put(a, std::get<2>(values));
}
template <class T>
void put(answer& a, const std::vector<T>& values) {
  for (const auto& value : values) put(a, value);
}

inline void show(const answer& a) {
  probe::emit("returned", a.ready ? "ready" : "pending");
  for (const int value : a.values) probe::emit("value", value);
  if (a.error != 0) probe::emit("error", a.error);
}

template <class F>
answer poll_of(F& join, kioto::context& cx) {
  const auto p = join.poll(cx);
  answer a{.ready = p.is_ready(), .values = {}};
  if (a.ready) put(a, p.value());
  return a;
}

// A join of any type, so that most of this is compiled once for all.
struct any_join {
  virtual answer poll(kioto::context& cx) = 0;

 protected:
  ~any_join() = default;
};

// --- the same for try_join and for ranges ---

// The futures give "values" in the order "turns".
inline void give_values(troupe& t, any_join& all) {
  const auto values = probe::ask_ints("values");
  show(t.s.poll(all));
  for (const auto i : probe::ask_ints("turns")) {
    t[i].give(good(values.at(static_cast<std::size_t>(i))));
    show(t.s.poll(all));
  }
  probe::emit("wakers kept", t.s.wakers);
}

// "good" gives its value; later "bad" gives its error.
inline void give_error(troupe& t, any_join& all) {
  t[probe::ask_int("good")].give(good(1));
  show(t.s.poll(all));
  t[probe::ask_int("bad")].give(bad(probe::ask_int("why")));
  const auto a = t.s.poll(all);
  // Still before anybody has looked at the error.
  probe::emit("destroyed", ch02::sorted(t.s.gone));
  probe::emit("values alive", probe::counts.live);
  probe::emit("wakers kept", t.s.wakers);
  show(a);
}

// All three give an error at once.
inline void give_errors(troupe& t, any_join& all) {
  for (auto i = probe::ask_int("polls"); i > 0; --i) (void)t.s.poll(all);
  t[0].give(bad(1)), t[1].give(bad(2)), t[2].give(bad(3));
  t.s.polled.clear();
  const auto a = t.s.poll(all);
  probe::emit("polled", t.s.polled);
  show(a);
}

}  // namespace try_join_probe
