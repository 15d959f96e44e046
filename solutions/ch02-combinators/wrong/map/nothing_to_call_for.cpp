// SPDX-License-Identifier: MIT
// mistake: A function that returns nothing has no result to wait for.
// rejected by: map works from nothing, and to nothing
// in: plain
// says: calls of fn 1
// says: because a function is called for what it does, too

// body of kioto::map_future::poll
{
  KIOTO_ASSERT(child_.has_value(), "map: polled after completion", where);
  try {
    auto value = child_.poll(cx);
    if (value.is_pending()) return kioto::poll<output_type>::pending();
    child_.destroy();
    if constexpr (std::is_void_v<output_type>) {
      fn_.reset();
      return kioto::poll<output_type>::ready();
    } else {
      auto result = std::move(value).map(*std::move(fn_));
      fn_.reset();
      return result;
    }
  } catch (...) {
    child_.destroy();
    fn_.reset();
    throw;
  }
}
