// SPDX-License-Identifier: MIT
// mistake: The children go when the join does.
// rejected by: a join destroys each child as soon as it is ready
// in: plain
// says: because a child that is ready is of no more use

// body of kioto::detail::join_child::poll
{
  if (result_) return;
  auto result = future_.poll(cx);
  if (result.is_pending()) return;
  if constexpr (std::is_void_v<output_of<F>>) {
    result_.emplace();
  } else {
    result_.emplace(std::move(result).value());
  }
}

// initialisers and body of kioto::detail::join_child::join_child
: future_(std::forward<F>(child)) {}

// body of kioto::detail::join_child::is_pending
{
  return !result_;
}

// body of kioto::detail::join_child::result
{
  return *std::move(result_);
}

// body of kioto::detail::join_child::clear
{
  future_.destroy();
  result_.reset();
}

// region include/kioto/future/join.hpp#child-state
future_slot<F> future_;
std::optional<result_type> result_;

// add include <optional>
