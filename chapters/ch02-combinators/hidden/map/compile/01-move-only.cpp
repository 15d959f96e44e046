// SPDX-License-Identifier: MIT
// case: values, errors and functions that can only be moved
// must: compile
// why: each result is used once, and so is each function: all of them can be moved, and a function is called as an rvalue
// about: kioto::and_then_future::poll
#include <expected>
#include <kioto/future/and_then.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>
#include <utility>

namespace map_move_only {

// A value or an error.
struct owner {
  owner() = default;
  owner(owner&&) = default;
  owner& operator=(owner&&) = default;
};
using outcome = std::expected<owner, owner>;

// A function that gives away what it owns.
struct once {
  once() = default;
  once(once&&) = default;
  once& operator=(once&&) = default;
};

struct to_owner : once {
  owner operator()(owner o) && { return o; }
};

struct to_ready : once {
  auto operator()(owner o) && { return kioto::ready(std::move(o)); }
};

struct to_outcome : once {
  auto operator()(owner) && { return kioto::ready(outcome()); }
};

inline kioto::poll<owner> of_map(kioto::context& cx) {
  auto future = kioto::map(kioto::ready(owner()), to_owner());
  return future.poll(cx);
}

inline kioto::poll<owner> of_then(kioto::context& cx) {
  auto future = kioto::then(kioto::ready(owner()), to_ready());
  return future.poll(cx);
}

inline kioto::poll<outcome> of_and_then(kioto::context& cx) {
  auto future = kioto::and_then(kioto::ready(outcome()), to_outcome());
  return future.poll(cx);
}

inline kioto::poll<outcome> of_or_else(kioto::context& cx) {
  auto future = kioto::or_else(kioto::ready(outcome()), to_outcome());
  return future.poll(cx);
}

}  // namespace map_move_only
