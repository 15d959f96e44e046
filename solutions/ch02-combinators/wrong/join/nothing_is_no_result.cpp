// SPDX-License-Identifier: MIT
// mistake: A child that gives nothing has no result to wait for.
// rejected by: a join waits for children of every type, also after an error
// in: plain
// says: because c gives nothing, and it is waited for like any other

// body of kioto::detail::join_child::poll
{
  if (!is_pending()) return;
  auto result = std::get<0>(state_).poll(cx);
  if constexpr (std::is_void_v<output_of<F>>) {
    state_.template emplace<1>();
  } else {
    if (result.is_pending()) return;
    state_.template emplace<1>(std::move(result).value());
  }
}
