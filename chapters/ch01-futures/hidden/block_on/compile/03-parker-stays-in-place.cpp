// SPDX-License-Identifier: MIT
// case: a parker stays where it is
// must: compile
// why: other threads hold its address to unpark it
// about: kioto::thread_parker::unpark
#include <kioto/rt/thread_parker.hpp>
#include <type_traits>
#include <utility>

static_assert(std::is_default_constructible_v<kioto::thread_parker>);
static_assert(!std::is_copy_constructible_v<kioto::thread_parker>);
static_assert(!std::is_move_constructible_v<kioto::thread_parker>);
static_assert(!std::is_copy_assignable_v<kioto::thread_parker>);
static_assert(!std::is_move_assignable_v<kioto::thread_parker>);
static_assert(noexcept(std::declval<kioto::thread_parker&>().unpark()));
