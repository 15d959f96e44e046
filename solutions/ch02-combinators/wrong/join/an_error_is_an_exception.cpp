// SPDX-License-Identifier: MIT
// mistake: An error ends a join as an exception does.
// rejected by: a join waits for children of every type, also after an error
// in: plain
// says: a child failed

// body of kioto::detail::join_child::poll
{
  if (!is_pending()) return;
  auto result = std::get<0>(state_).poll(cx);
  if (result.is_pending()) return;
  if constexpr (std::is_void_v<output_of<F>>) {
    state_.template emplace<1>();
  } else {
    if constexpr (requires { result.value().error(); }) {
      if (!result.value().has_value())
        throw std::runtime_error("a child failed");
    }
    state_.template emplace<1>(std::move(result).value());
  }
}

// add include <stdexcept>
