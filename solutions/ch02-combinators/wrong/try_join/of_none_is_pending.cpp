// SPDX-License-Identifier: MIT
// mistake: As long as the set has given nothing, the join has to wait.
// rejected by: join_all and try_join_all give all values in order, or none of
//   none
// in: plain
// says: because there is nothing to wait for

// body of kioto::join_all_future::poll
{
  try {
    KIOTO_ASSERT(!complete_, "join_all: polled after completion", where);
    if (values_.empty()) return kioto::poll<output_type>::pending();
    for (;;) {
      auto next = set_.poll_next(cx);
      if (next.is_pending()) return kioto::poll<output_type>::pending();
      auto& item = next.value();
      if (!item) break;
      values_[item->place].emplace(std::move(item->result));
    }
    output_type values;
    values.reserve(values_.size());
    for (auto& value : values_) values.push_back(*std::move(value));
    finish();
    return kioto::poll<output_type>::ready(std::move(values));
  } catch (...) {
    finish();
    throw;
  }
}
