// SPDX-License-Identifier: MIT
// mistake: Whoever returns pending must wake the waker, as countdown does.
// rejected by: map calls its function once, when the child is ready
// in: plain
// says: because the child wakes the waker of each pending poll

// body of kioto::map_future::poll
{
  KIOTO_ASSERT(child_.has_value(), "map: polled after completion", where);
  try {
    auto value = child_.poll(cx);
    if (value.is_pending()) {
      cx.waker().wake_by_ref();
      return kioto::poll<output_type>::pending();
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
