// SPDX-License-Identifier: MIT
// case: a future can be moved before its first poll
// must: compile
// why: futures are put into other futures and into tasks before anybody polls them
// about: kioto::countdown_future
#include <kioto/future/countdown.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/lazy.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <memory>
#include <type_traits>

namespace leaf_movable {

template <class F>
concept movable_future = kioto::future<F> && std::is_move_constructible_v<F>;

static_assert(movable_future<kioto::ready_future<std::unique_ptr<int>>>);
static_assert(movable_future<kioto::ready_future<void>>);
static_assert(movable_future<kioto::pending_future<int>>);
static_assert(movable_future<kioto::lazy_future<void (*)()>>);
static_assert(movable_future<kioto::yield_now_future>);
static_assert(movable_future<kioto::countdown_future>);

}  // namespace leaf_movable
