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
#include <memory>
#include <utility>

namespace map_move_only {

using value = std::unique_ptr<int>;
using error = std::unique_ptr<char>;
using outcome = std::expected<value, error>;

inline kioto::poll<value> of_map(kioto::context& cx) {
  auto future = kioto::map(kioto::ready(std::make_unique<int>(1)),
                           [owned = std::make_unique<int>(2)](value v) {
                             *v += *owned;
                             return v;
                           });
  return future.poll(cx);
}

inline kioto::poll<value> of_then(kioto::context& cx) {
  auto future = kioto::then(kioto::ready(std::make_unique<int>(1)),
                            [owned = std::make_unique<int>(2)](value v) {
                              *v += *owned;
                              return kioto::ready(std::move(v));
                            });
  return future.poll(cx);
}

inline kioto::poll<outcome> of_and_then(kioto::context& cx) {
  auto future = kioto::and_then(kioto::ready(outcome(std::make_unique<int>(1))),
                                [owned = std::make_unique<int>(2)](value v) {
                                  *v += *owned;
                                  return kioto::ready(outcome(std::move(v)));
                                });
  return future.poll(cx);
}

inline kioto::poll<outcome> of_or_else(kioto::context& cx) {
  auto future = kioto::or_else(
      kioto::ready(outcome(std::make_unique<int>(1))),
      [owned = std::make_unique<char>('x')](error e) {
        *e = *owned;
        return kioto::ready(outcome(std::unexpect, std::move(e)));
      });
  return future.poll(cx);
}

}  // namespace map_move_only
