// SPDX-License-Identifier: MIT
// mistake: poll<T>::map leaves a pending poll alone, so there is nothing to
//   ask for.
// rejected by: map calls its function once, when the child is ready
// in: plain
// says: stopped itself with abort()

// body of kioto::map_future::poll
{
  KIOTO_ASSERT(child_.has_value(), "map: polled after completion", where);
  try {
    auto value = child_.poll(cx);
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
