// SPDX-License-Identifier: MIT
// mistake: Whoever is woken polls all children that are pending.
// rejected by: join_all and try_join_all poll only those that were woken
// in: plain
// says: there may be ten

// initialisers and body of kioto::join_all_future::join_all_future
{
  for (auto&& f : futures) {
    children_.push_back(
        std::make_unique<detail::future_slot<F>>(static_cast<F&&>(f)));
    values_.emplace_back();
  }
}

// body of kioto::join_all_future::poll
{
  try {
    KIOTO_ASSERT(!complete_, "join_all: polled after completion", where);
    bool done = true;
    for (std::size_t i = 0; i < children_.size(); ++i) {
      if (values_[i]) continue;
      auto result = children_[i]->poll(cx);
      done = done && result.is_ready();
      if (result.is_pending()) continue;
      values_[i].emplace(std::move(result).value());
      children_[i]->destroy();
    }
    if (!done) return kioto::poll<output_type>::pending();
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

// region include/kioto/future/join_all.hpp#state
void finish() noexcept {
  complete_ = true;
  children_.clear();
  values_.clear();
}

std::vector<std::unique_ptr<detail::future_slot<F>>> children_;
std::vector<std::optional<detail::storable<output_of<F>>>> values_;
bool complete_ = false;

// add include <memory>
