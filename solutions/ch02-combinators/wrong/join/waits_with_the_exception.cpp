// SPDX-License-Identifier: MIT
// mistake: A join waits for all, so an exception has to wait, too.
// rejected by: a child that throws takes the others with it
// in: plain
// says: threw nothing
// says: because the exception leaves the poll at once

// body of kioto::detail::join_child::poll
{
  if (!is_pending()) return;
  try {
    auto result = std::get<0>(state_).poll(cx);
    if (result.is_pending()) return;
    if constexpr (std::is_void_v<output_of<F>>) {
      state_.template emplace<1>();
    } else {
      state_.template emplace<1>(std::move(result).value());
    }
  } catch (...) {
    thrown_ = std::current_exception();
    clear();
  }
}

// body of kioto::detail::join_child::result
{
  if (thrown_) std::rethrow_exception(thrown_);
  return std::get<1>(std::move(state_));
}

// region include/kioto/future/join.hpp#child-state
std::exception_ptr thrown_;
std::variant<future_slot<F>, result_type, std::monostate> state_;

// add include <exception>
