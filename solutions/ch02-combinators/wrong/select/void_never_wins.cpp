// SPDX-License-Identifier: MIT
// mistake: A future that gives nothing has nothing to give, so it cannot win.
// rejected by: a future that gives nothing can win
// in: plain
// says: returned pending
// says: because a future of void can be ready, too

// body of kioto::select_future::wins
{
  auto& child = std::get<I>(children_);
  auto result = child.poll(cx);
  if constexpr (!std::is_void_v<typename decltype(result)::value_type>) {
    if (result.is_pending()) return false;
    won.emplace(std::in_place_index<I>, std::move(result).value());
    return true;
  }
  return false;
}
