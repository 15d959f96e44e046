// SPDX-License-Identifier: MIT
// mistake: What the poll holds goes into the variant.
// rejected by: select moves the winner's value, it never copies it
// in: plain
// says: copied 1
// says: so it can be moved

// body of kioto::select_future::wins
{
  auto& child = std::get<I>(children_);
  auto result = child.poll(cx);
  if (result.is_pending()) return false;
  if constexpr (std::is_void_v<typename decltype(result)::value_type>) {
    won.emplace(std::in_place_index<I>);
  } else {
    won.emplace(std::in_place_index<I>, result.value());
  }
  child.destroy();
  return true;
}
