// SPDX-License-Identifier: MIT
// mistake: If one of them is pending, all of them is a long way off.
// rejected by: each poll of a try_join begins with another future
// in: plain
// says: because each future that is pending is polled

// body of kioto::try_join_future::goes_on
{
  auto& child = std::get<I>(children_);
  if (child.value) return true;
  auto polled = child.future.poll(cx);
  if (polled.is_pending()) return false;
  auto& result = polled.value();
  if (!result) {
    error.emplace(std::move(result).error());
  } else if constexpr (std::is_void_v<decltype(*result)>) {
    child.value.emplace();
  } else {
    child.value.emplace(*std::move(result));
  }
  child.future.destroy();
  return !error;
}
