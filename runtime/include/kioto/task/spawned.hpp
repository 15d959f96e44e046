// SPDX-License-Identifier: MIT
//
// What may be spawned: a future, or a callable that makes one. A task owns all
// of it, since it may outlive whoever spawns it.
//
//   spawn(serve(stream))                     the future
//   spawn([stream]() -> async<> { ... })     the lambda, and what it makes
//
// The second is for lambdas that are coroutines: their frame does not hold what
// they capture, it refers to the lambda.
//
// What the type of a future shows is checked when it is compiled; what a
// coroutine keeps in its frame, pointers and std::reference_wrapper are not
// seen.
//
// Thread safety: that of a plain value.
#pragma once

#include <concepts>
#include <functional>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

/// Whether a future of this type refers to another one that is not its own: a
/// combinator that was given an lvalue, or that has such a child.
template <class F>
inline constexpr bool borrows_future = false;
template <class T>
inline constexpr bool is_borrowed_future =
    (std::is_lvalue_reference_v<T> && future<std::remove_reference_t<T>>) ||
    borrows_future<std::remove_cvref_t<T>>;
template <template <class...> class F, class... Parts>
inline constexpr bool borrows_future<F<Parts...>> =
    (is_borrowed_future<Parts> || ...);

template <class Fn>
concept makes_future =
    !future<std::remove_cvref_t<Fn>> && std::invocable<std::decay_t<Fn>&> &&
    future<std::invoke_result_t<std::decay_t<Fn>&>>;

/// Calls `Fn` in its first poll, and is what that has made; keeps `Fn` till
/// after the end of it. Stays where it is from its first poll on.
template <class Fn>
class called_future {
  using made = std::invoke_result_t<Fn&>;

 public:
  using output_type = output_of<made>;

  explicit called_future(Fn fn) : fn_(std::move(fn)) {}

  kioto::poll<output_type> poll(context& cx) {
    if (!made_) made_.emplace(std::invoke(fn_));
    return made_->poll(cx);
  }

 private:
  Fn fn_;
  std::optional<made> made_;  // goes first
};

}  // namespace detail

/// What spawn() takes: a future, or a callable without parameters that makes
/// one.
template <class F>
concept spawnable =
    future<std::remove_reference_t<F>> || detail::makes_future<F>;

namespace detail {

/// The future of a task, of what was given to spawn().
template <spawnable F>
decltype(auto) owned_future(F&& f) {
  if constexpr (future<std::remove_reference_t<F>>) {
    static_assert(!std::is_lvalue_reference_v<F>,
                  "spawn: a task owns its future, as it may outlive whoever "
                  "spawns it: hand it over with std::move()");
    static_assert(!borrows_future<F>,
                  "spawn: a task owns its future, and this one only borrows "
                  "another: hand that over with std::move() when you combine "
                  "them");
    return std::forward<F>(f);
  } else {
    using made = std::invoke_result_t<std::decay_t<F>&>;
    static_assert(!borrows_future<made>,
                  "spawn: a task owns its future, and what this callable makes "
                  "only borrows another: hand that over with std::move() when "
                  "you combine them");
    return called_future<std::decay_t<F>>(std::forward<F>(f));
  }
}

/// What a spawned F gives.
template <spawnable F>
using spawned_output = output_of<
    std::remove_reference_t<decltype(owned_future(std::declval<F>()))>>;

}  // namespace detail

}  // namespace kioto
