// SPDX-License-Identifier: MIT
// mistake: A poll of a then polls the first future, and if that is ready the
//   second one.
// rejected by: then polls the second future in the poll that made it
// in: plain
// says: a future was polled after it was ready

// body of kioto::then_future::poll
{
  KIOTO_ASSERT(!complete_, "then: polled after completion", where);
  try {
    auto value = child_.poll(cx);
    if (value.is_pending()) return kioto::poll<output_type>::pending();
    if (!next_) {
      next_.emplace(std::move(value).map(*std::move(fn_)).value());
      fn_.reset();
    }
    auto result = next_->poll(cx);
    if (result.is_ready()) finish();
    return result;
  } catch (...) {
    finish();
    throw;
  }
}

// initialisers and body of kioto::then_future::then_future
: child_(std::forward<F>(child)), fn_(std::move(fn)) {}

// region include/kioto/future/then.hpp#state
void finish() {
  complete_ = true;
  child_.destroy();
  fn_.reset();
  next_.reset();
}

detail::future_slot<F> child_;
std::optional<Fn> fn_;
std::optional<detail::mapped_to<Fn, output_of<F>>> next_;
bool complete_ = false;

// add include <optional>
