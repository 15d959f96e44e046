// SPDX-License-Identifier: MIT
// mistake: All futures are polled in each poll, and the first one that is ready
//   counts.
// rejected by: a poll ends with the first future that is ready
// in: plain
// says: would give it to nobody

// body of kioto::select_future::poll_from
{
  (void)start;
  (wins<I>(cx, won), ...);
}

// body of kioto::select_future::wins
{
  auto result = std::get<I>(children_).poll(cx);
  if (result.is_pending() || won) return false;
  if constexpr (std::is_void_v<typename decltype(result)::value_type>) {
    won.emplace(std::in_place_index<I>);
  } else {
    won.emplace(std::in_place_index<I>, std::move(result).value());
  }
  return true;
}
