// SPDX-License-Identifier: MIT
// mistake: The child is ready when somebody polls the map.
// rejected by: map calls its function once, when the child is ready
// in: plain
// says: value() of a pending poll

// body of kioto::map_future::poll
{
  KIOTO_ASSERT(child_.has_value(), "map: polled after completion", where);
  try {
    auto value = child_.poll(cx);
    if constexpr (std::is_void_v<output_of<F>>) {
      value.value();
    } else {
      auto taken = std::move(value).value();
      value = kioto::poll<output_of<F>>::ready(std::move(taken));
    }
    child_.destroy();
    auto result = std::move(value).map(*std::move(fn_));
    fn_.reset();
    return result;
  } catch (...) {
    child_.destroy();
    fn_.reset();
    throw;
  }
}
