// SPDX-License-Identifier: MIT
// mistake: What is not needed any more goes with the map.
// rejected by: map drops its child before it calls fn, and fn before it returns
// in: plain
// says: functions alive 1
// says: because fn is not needed any more, although the map is still there

// body of kioto::map_future::poll
{
  KIOTO_ASSERT(child_.has_value(), "map: polled after completion", where);
  try {
    auto value = child_.poll(cx);
    if (value.is_pending()) return kioto::poll<output_type>::pending();
    child_.destroy();
    return std::move(value).map(*std::move(fn_));
  } catch (...) {
    child_.destroy();
    fn_.reset();
    throw;
  }
}
