// SPDX-License-Identifier: MIT
// mistake: What is not needed any more goes with the future.
// rejected by: the function of a lazy lives until it returned, and no longer
// in: plain
// says: because the function is destroyed before the poll returns

// initialisers and body of kioto::lazy_future::lazy_future
: fn_(std::move(fn)) {}

// body of kioto::lazy_future::poll
{
  KIOTO_ASSERT(!complete_, "lazy: polled after completion", where);
  complete_ = true;
  if constexpr (std::is_void_v<output_type>) {
    std::invoke(fn_);
    return kioto::poll<void>::ready();
  } else {
    return kioto::poll<output_type>::ready(std::invoke(fn_));
  }
}

// region include/kioto/future/lazy.hpp#state
F fn_;
bool complete_ = false;
