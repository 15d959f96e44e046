// SPDX-License-Identifier: MIT
// mistake: A poll asks all of its children, whatever the first ones said.
// rejected by: of several errors, the first one ends the poll
// in: plain
// says: nobody would take the second one

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
  child.future.destroy();
  return true;
}
