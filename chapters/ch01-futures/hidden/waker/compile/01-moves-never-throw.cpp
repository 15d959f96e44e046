// SPDX-License-Identifier: MIT
// case: a waker is copied and moved without an exception
// must: compile
// why: wakers are handed on where no exception may pass
// about: kioto::waker::waker(const waker &)
#include <kioto/future/waker.hpp>
#include <type_traits>

static_assert(std::is_nothrow_default_constructible_v<kioto::waker>);
static_assert(std::is_nothrow_copy_constructible_v<kioto::waker>);
static_assert(std::is_nothrow_move_constructible_v<kioto::waker>);
static_assert(std::is_nothrow_copy_assignable_v<kioto::waker>);
static_assert(std::is_nothrow_move_assignable_v<kioto::waker>);
static_assert(std::is_nothrow_swappable_v<kioto::waker>);
