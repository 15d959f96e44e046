// SPDX-License-Identifier: MIT
// mistake: A combinator without children is waiting for nothing, so it is
//   pending.
// rejected by: a combinator that is complete stops the program when polled
// in: plain
// says: died no

// body of kioto::map_future::poll
{
  if (!child_.has_value()) return kioto::poll<output_type>::pending();
  try {
    auto value = child_.poll(cx);
    if (value.is_pending()) return kioto::poll<output_type>::pending();
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
