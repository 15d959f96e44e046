// SPDX-License-Identifier: MIT
// Alternative: child and function in one optional struct, emptied by a guard
// that stands in each poll and is told when the map goes on.
#pragma once

#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/future.hpp>
#include <kioto/future/future_slot.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace kioto {

namespace detail {

template <class Fn, class T>
using mapped_to = typename decltype(std::declval<poll<T>>().map(
    std::declval<Fn>()))::value_type;

// Empties an optional at the end of a block, unless it is to be kept.
template <class T>
class emptied {
 public:
  explicit emptied(std::optional<T>& all) : all_(&all) {}
  emptied(const emptied&) = delete;
  emptied& operator=(const emptied&) = delete;
  ~emptied() {
    if (all_ != nullptr) all_->reset();
  }
  void keep() { all_ = nullptr; }

 private:
  std::optional<T>* all_;
};

}  // namespace detail

template <class F, class Fn>
class [[nodiscard]] map_future {
 public:
  using output_type = detail::mapped_to<Fn, output_of<F>>;

  map_future(F&& child, Fn fn)
      : parts_(parts{detail::future_slot<F>(std::forward<F>(child)),
                     std::move(fn)}) {}

  kioto::poll<output_type> poll(
      context& cx,
      std::source_location where = std::source_location::current()) {
    KIOTO_ASSERT(parts_, "map: polled after completion", where);
    detail::emptied end(parts_);
    auto value = parts_->child.poll(cx);
    if (value.is_pending()) {
      end.keep();
      return kioto::poll<output_type>::pending();
    }
    parts_->child.destroy();
    return std::move(value).map(std::move(parts_->fn));
  }

 private:
  struct parts {
    detail::future_slot<F> child;
    Fn fn;
  };

  std::optional<parts> parts_;  // empty = complete
};

template <class F, class Fn>
  requires future<std::remove_reference_t<F>>
[[nodiscard]] map_future<F, std::decay_t<Fn>> map(F&& child, Fn&& fn) {
  return map_future<F, std::decay_t<Fn>>(std::forward<F>(child),
                                         std::forward<Fn>(fn));
}

}  // namespace kioto
