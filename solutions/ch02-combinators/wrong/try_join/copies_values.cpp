// SPDX-License-Identifier: MIT
// mistake: What the poll holds goes into the place of the value.
// rejected by: a join moves its values, it never copies them
// in: plain
// says: copied 3
// says: so it can be moved

// body of kioto::try_join_future::goes_on
{
  auto& child = std::get<I>(children_);
  if (child.value) return true;
  auto polled = child.future.poll(cx);
  if (polled.is_pending()) return true;
  auto& result = polled.value();
  if (!result) {
    error.emplace(std::move(result).error());
  } else if constexpr (std::is_void_v<decltype(*result)>) {
    child.value.emplace();
  } else {
    child.value.emplace(*result);
  }
  child.future.destroy();
  return !error;
}
