// SPDX-License-Identifier: MIT
// case: a poll can be copied if, and only if, its value can
// must: compile
// why: a type that promises a copy that it cannot make breaks the code that asks first, such as std::vector
// about: kioto::poll
#include <kioto/future/poll.hpp>
#include <memory>
#include <string>
#include <type_traits>

namespace poll_not_copyable {

static_assert(!std::is_copy_constructible_v<kioto::poll<std::unique_ptr<int>>>);
static_assert(!std::is_copy_assignable_v<kioto::poll<std::unique_ptr<int>>>);
static_assert(std::is_copy_constructible_v<kioto::poll<std::string>>);
static_assert(std::is_copy_assignable_v<kioto::poll<std::string>>);

}  // namespace poll_not_copyable
