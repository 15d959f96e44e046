// SPDX-License-Identifier: MIT
// case: and_then and or_else take an expected that holds nothing, or an error
// must: compile
// why: an operation that only succeeds or fails gives a std::expected<void, E>
// about: kioto::and_then_future::poll
#include <expected>
#include <kioto/future/and_then.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/ready.hpp>
#include <type_traits>
#include <utility>

namespace map_nothing_or_an_error {

using number = std::expected<long, int>;
using nothing = std::expected<void, int>;

// Like all functions of combinators, it is called once, as an rvalue.
struct to_number {
  auto operator()() && { return kioto::ready(number(1)); }
};

inline kioto::poll<number> from_nothing(kioto::context& cx) {
  auto future = kioto::and_then(kioto::ready(nothing()), to_number());
  return future.poll(cx);
}

inline kioto::poll<nothing> to_nothing(kioto::context& cx) {
  auto future = kioto::and_then(kioto::ready(number(1)),
                                [](long) { return kioto::ready(nothing()); });
  return future.poll(cx);
}

inline kioto::poll<std::expected<void, char>> repaired(kioto::context& cx) {
  auto future = kioto::or_else(kioto::ready(nothing()), [](int) {
    return kioto::ready(std::expected<void, char>());
  });
  static_assert(kioto::future<decltype(future)>);
  static_assert(std::is_move_constructible_v<decltype(future)>);
  return future.poll(cx);
}

}  // namespace map_nothing_or_an_error
