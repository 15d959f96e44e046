// SPDX-License-Identifier: MIT
//
// What the cases of select have in common: futures a, b and c, which stand in
// this order in each select, and what a poll of it gives.
#pragma once

#include <ch02/puppet.hpp>
#include <cstdint>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/select.hpp>
#include <variant>

namespace select_probe {

using probe::tracked;

// Three puppets, and their stage. All selects but two are of these three.
struct trio {
  ch02::stage s;
  ch02::puppet<tracked> a{s, 'a'}, b{s, 'b'}, c{s, 'c'};

  ch02::puppet<tracked>& operator[](std::int64_t i) {
    return i == 0 ? a : i == 1 ? b : c;
  }
  auto select_all_three() {
    return kioto::select(a.future(), b.future(), c.future());
  }
};

using three_values = std::variant<tracked, tracked, tracked>;

inline int value_of(const three_values& v) {
  if (v.index() == 0) return std::get<0>(v).value;
  if (v.index() == 1) return std::get<1>(v).value;
  return std::get<2>(v).value;
}

inline void show(const kioto::poll<three_values>& p) {
  if (p.is_pending()) {
    probe::emit("returned", "pending");
    return;
  }
  probe::emit("returned", "ready");
  probe::emit("index", p.value().index());
  probe::emit("value", value_of(p.value()));
}

}  // namespace select_probe
