// SPDX-License-Identifier: MIT
// mistake: A poll that is a local variable is moved when it is used last.
// rejected by: map moves the value into fn and its result out, it never copies
// in: plain
// says: copied 1
// says: because the value belongs to this poll alone

// body of kioto::map_future::poll
{
  KIOTO_ASSERT(child_.has_value(), "map: polled after completion", where);
  try {
    auto value = child_.poll(cx);
    if (value.is_pending()) return kioto::poll<output_type>::pending();
    child_.destroy();
    auto result = value.map(*std::move(fn_));
    fn_.reset();
    return result;
  } catch (...) {
    child_.destroy();
    fn_.reset();
    throw;
  }
}
