// SPDX-License-Identifier: MIT
// mistake: The errors are found when the results are put together.
// rejected by: try_join_all ends with the first error and destroys the rest
// in: plain
// says: it is cancelled before

// body of kioto::try_join_all_future::poll
{
  try {
    KIOTO_ASSERT(!complete_, "try_join_all: polled after completion", where);
    for (;;) {
      auto next = set_.poll_next(cx);
      if (next.is_pending()) return kioto::poll<output_type>::pending();
      auto& item = next.value();
      if (!item) break;
      auto& result = item->result;
      if (!result) {
        if (!error_) error_.emplace(std::move(result).error());
      } else if constexpr (std::is_void_v<detail::success_of<F>>) {
        values_[item->place].emplace();
      } else {
        values_[item->place].emplace(*std::move(result));
      }
    }
    std::vector<value_type> values;
    if (!error_)
      for (auto& value : values_) values.push_back(*std::move(value));
    finish();
    if (error_)
      return kioto::poll<output_type>::ready(std::unexpect,
                                             *std::move(error_));
    return kioto::poll<output_type>::ready(std::move(values));
  } catch (...) {
    finish();
    throw;
  }
}

// region include/kioto/future/join_all.hpp#try-state
void finish() noexcept {
  complete_ = true;
  set_ = {};
  values_.clear();
}

futures_unordered<detail::numbered_future<F>> set_;
std::vector<std::optional<value_type>> values_;
bool complete_ = false;
std::optional<error_type> error_;
