// SPDX-License-Identifier: MIT
// mistake: After the call comes the next line.
// rejected by: an exception ends a map, and nothing of it is left
// in: plain
// says: functions alive 1
// says: because a function whose map is over is destroyed in that poll

// body of kioto::map_future::poll
{
  KIOTO_ASSERT(child_.has_value(), "map: polled after completion", where);
  auto value = child_.poll(cx);
  if (value.is_pending()) return kioto::poll<output_type>::pending();
  child_.destroy();
  auto result = std::move(value).map(*std::move(fn_));
  fn_.reset();
  return result;
}
