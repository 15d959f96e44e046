// SPDX-License-Identifier: MIT
// mistake: A future that is ready stays ready, so it may be polled again.
// rejected by: a future that has given its value is not polled again
// in: plain
// says: polled a b c
// says: after ready, a future is not polled again

// body of kioto::try_join_future::goes_on
{
  auto& child = std::get<I>(children_);
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
