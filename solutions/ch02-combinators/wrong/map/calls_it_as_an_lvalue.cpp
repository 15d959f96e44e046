// SPDX-License-Identifier: MIT
// mistake: A function is called by its name, whatever will become of it.
// rejected by: values, errors and functions that can only be moved
// in: plain
// says: a function is called as an rvalue

// body of kioto::map_future::poll
{
  KIOTO_ASSERT(child_.has_value(), "map: polled after completion", where);
  try {
    auto value = child_.poll(cx);
    if (value.is_pending()) return kioto::poll<output_type>::pending();
    child_.destroy();
    auto result = std::move(value).map(*fn_);
    fn_.reset();
    return result;
  } catch (...) {
    child_.destroy();
    fn_.reset();
    throw;
  }
}
