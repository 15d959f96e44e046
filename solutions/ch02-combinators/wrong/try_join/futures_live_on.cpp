// SPDX-License-Identifier: MIT
// mistake: A future that is not polled any more does no harm.
// rejected by: a future that has given its value is not polled again
// in: plain
// says: destroyed none
// says: its value is out, so it goes

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
    child.value.emplace(*std::move(result));
  }
  return !error;
}
