// SPDX-License-Identifier: MIT
// mistake: The first future goes with the then; it does no harm.
// rejected by: then keeps one future at a time
// in: plain
// says: fn called, first alive yes
// says: because a future is destroyed as soon as its result is out

// body of kioto::then_future::poll
{
  KIOTO_ASSERT(!complete_, "then: polled after completion", where);
  try {
    if (!next_) {
      auto value = child_.poll(cx);
      if (value.is_pending()) return kioto::poll<output_type>::pending();
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
