// SPDX-License-Identifier: MIT
// mistake: The function may run early, as long as its result is kept.
// rejected by: a future that was never polled has done nothing
// in: plain
// says: runs 1
// says: because nothing happens until somebody polls

// initialisers and body of kioto::lazy_future::lazy_future
{
  result_ = kioto::poll<void>::ready().map(std::move(fn));
}

// body of kioto::lazy_future::poll
{
  KIOTO_ASSERT(result_, "lazy: polled after completion", where);
  auto result = *std::move(result_);
  result_.reset();
  return result;
}

// region include/kioto/future/lazy.hpp#state
std::optional<kioto::poll<output_type>> result_;
