// SPDX-License-Identifier: MIT
// mistake: Where no value comes, there is none to be kept.
// rejected by: a future that succeeds without a value is done like any other
// in: plain
// says: returned pending

// body of kioto::try_join_future::goes_on
{
  auto& child = std::get<I>(children_);
  if (child.value) return true;
  auto polled = child.future.poll(cx);
  if (polled.is_pending()) return true;
  auto& result = polled.value();
  if (!result) {
    error.emplace(std::move(result).error());
  } else if constexpr (!std::is_void_v<decltype(*result)>) {
    child.value.emplace(*std::move(result));
  }
  child.future.destroy();
  return !error;
}
