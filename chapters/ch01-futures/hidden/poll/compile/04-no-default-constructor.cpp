// SPDX-License-Identifier: MIT
// case: the value's type needs no default constructor
// must: compile
// why: a pending poll holds no value, so it has none to construct
// about: kioto::poll::pending
#include <kioto/future/poll.hpp>

namespace poll_no_default {

struct point {
  point(int x, int y) : x(x), y(y) {}
  int x, y;
};

inline kioto::poll<point> not_yet() { return kioto::poll<point>::pending(); }
inline kioto::poll<point> there() { return kioto::poll<point>::ready(1, 2); }

}  // namespace poll_no_default
