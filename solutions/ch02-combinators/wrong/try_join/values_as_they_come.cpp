// SPDX-License-Identifier: MIT
// mistake: The set gives the results one by one, so they only have to be
//   collected.
// rejected by: join_all and try_join_all give all values in order, or none of
//   none
// in: plain
// says: the values are in the order of the futures, not in that of their

// body of kioto::join_all_future::poll
{
  try {
    KIOTO_ASSERT(!complete_, "join_all: polled after completion", where);
    for (;;) {
      auto next = set_.poll_next(cx);
      if (next.is_pending()) return kioto::poll<output_type>::pending();
      auto& item = next.value();
      if (!item) break;
      arrived_.push_back(std::move(item->result));
    }
    auto values = std::move(arrived_);
    finish();
    return kioto::poll<output_type>::ready(std::move(values));
  } catch (...) {
    finish();
    throw;
  }
}

// region include/kioto/future/join_all.hpp#state
void finish() noexcept {
  complete_ = true;
  set_ = {};
  values_.clear();
}

futures_unordered<detail::numbered_future<F>> set_;
std::vector<std::optional<detail::storable<output_of<F>>>> values_;
bool complete_ = false;
output_type arrived_;
