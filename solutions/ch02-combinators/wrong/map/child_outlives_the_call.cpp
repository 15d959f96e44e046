// SPDX-License-Identifier: MIT
// mistake: The child is destroyed when the map is complete, after the call.
// rejected by: map drops its child before it calls fn, and fn before it returns
// in: plain
// says: fn called, first alive yes
// says: because a child is destroyed as soon as its result is out

// body of kioto::map_future::poll
{
  KIOTO_ASSERT(child_.has_value(), "map: polled after completion", where);
  try {
    auto value = child_.poll(cx);
    if (value.is_pending()) return kioto::poll<output_type>::pending();
    auto result = std::move(value).map(*std::move(fn_));
    child_.destroy();
    fn_.reset();
    return result;
  } catch (...) {
    child_.destroy();
    fn_.reset();
    throw;
  }
}
