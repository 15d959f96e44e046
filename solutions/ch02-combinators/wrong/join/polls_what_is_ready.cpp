// SPDX-License-Identifier: MIT
// mistake: A child that is ready says so again in the next poll.
// rejected by: each poll of a join polls every child that is pending
// in: plain
// says: a future was polled after it was ready

// body of kioto::detail::join_child::poll
{
  auto result = future_.poll(cx);
  pending_ = result.is_pending();
  if (pending_) return;
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
  return pending_;
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
bool pending_ = true;

// add include <optional>
