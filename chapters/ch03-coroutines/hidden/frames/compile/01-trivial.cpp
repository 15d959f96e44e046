// SPDX-License-Identifier: MIT
// case: a cache needs no constructor and no destructor to run
// must: compile
// why: a thread_local object that has one asks at each access whether it was made, and this is the way of every coroutine
// about: kioto::detail::frame_cache::take
#include <kioto/async/frame_allocator.hpp>
#include <type_traits>

static_assert(std::is_trivially_destructible_v<kioto::detail::frame_cache>);
static_assert(
    std::is_nothrow_default_constructible_v<kioto::detail::frame_cache>);
