// SPDX-License-Identifier: MIT
// case: a wakeable stays where it is, and its handle can only be moved
// must: compile
// why: wakers point to it, and its handle is one counted reference
// about: kioto::make_wakeable
#include <concepts>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <type_traits>
#include <utility>

namespace owners_of_a_wakeable {

struct lamp : kioto::wakeable {
  void wake() noexcept override {}
};
using handle = decltype(kioto::make_wakeable<lamp>());

static_assert(!std::is_copy_constructible_v<lamp>);
static_assert(!std::is_copy_assignable_v<lamp>);
static_assert(!std::is_copy_constructible_v<handle>);
static_assert(std::is_nothrow_move_constructible_v<handle>);
static_assert(std::same_as<decltype(std::declval<handle&>().get()), lamp*>);
static_assert(
    std::same_as<decltype(std::declval<handle&>().waker()), kioto::waker>);

}  // namespace owners_of_a_wakeable
