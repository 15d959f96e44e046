// SPDX-License-Identifier: MIT
// case: results may be void, or of a type that can only be moved
// must: compile
// why: a future of void has a result as well: that it is done; and a result is given away once, so no copy is needed
// about: kioto::futures_unordered::poll_next
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/ready.hpp>
#include <memory>
#include <optional>
#include <type_traits>
#include <variant>

namespace unordered_results {

using of_void = kioto::futures_unordered<kioto::ready_future<void>>;
static_assert(
    std::is_same_v<of_void::item_type, std::optional<std::monostate>>);

inline bool done(of_void& set, kioto::context& cx) {
  set.push(kioto::ready());
  return set.poll_next(cx).is_ready();
}

using of_unique =
    kioto::futures_unordered<kioto::ready_future<std::unique_ptr<int>>>;

inline kioto::poll<std::optional<std::unique_ptr<int>>> moved(
    of_unique& set, kioto::context& cx) {
  set.push(kioto::ready(std::make_unique<int>(1)));
  return set.poll_next(cx);
}

static_assert(!std::is_copy_constructible_v<of_void>);

}  // namespace unordered_results
