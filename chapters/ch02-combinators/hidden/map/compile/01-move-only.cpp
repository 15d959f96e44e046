// SPDX-License-Identifier: MIT
// case: values, errors and functions that can only be moved
// must: compile
// why: each result is used once, and so is each function: all of them can be moved
// about: kioto::and_then_future::poll
#include <expected>
#include <kioto/future/and_then.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/then.hpp>
#include <utility>

namespace map_move_only {

// A value, an error, or what a function has captured.
struct owner {
  owner() = default;
  owner(owner&&) = default;
  owner& operator=(owner&&) = default;
};
using outcome = std::expected<owner, owner>;

inline kioto::poll<owner> of_map(kioto::context& cx) {
  auto future = kioto::map(kioto::ready(owner()),
                           [mine = owner()](owner o) { return o; });
  return future.poll(cx);
}

inline kioto::poll<owner> of_then(kioto::context& cx) {
  auto future = kioto::then(kioto::ready(owner()), [mine = owner()](owner o) {
    return kioto::ready(std::move(o));
  });
  return future.poll(cx);
}

inline kioto::poll<outcome> of_and_then(kioto::context& cx) {
  auto future =
      kioto::and_then(kioto::ready(outcome()), [mine = owner()](owner o) {
        return kioto::ready(outcome(std::move(o)));
      });
  return future.poll(cx);
}

inline kioto::poll<outcome> of_or_else(kioto::context& cx) {
  auto future =
      kioto::or_else(kioto::ready(outcome()), [mine = owner()](owner o) {
        return kioto::ready(outcome(std::unexpect, std::move(o)));
      });
  return future.poll(cx);
}

}  // namespace map_move_only
