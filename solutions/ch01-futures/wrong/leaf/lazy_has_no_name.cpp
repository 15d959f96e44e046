// SPDX-License-Identifier: MIT
// mistake: The message says what went wrong, and that is enough.
// rejected by: a poll after the end stops the program and says why
// in: plain
// says: expected: a message with "lazy: polled after completion"
// says: must learn which one it was

// body of kioto::lazy_future::poll
{
  KIOTO_ASSERT(fn_, "polled after completion", where);
  F fn = *std::move(fn_);
  fn_.reset();
  if constexpr (std::is_void_v<output_type>) {
    std::invoke(std::move(fn));
    return kioto::poll<void>::ready();
  } else {
    return kioto::poll<output_type>::ready(std::invoke(std::move(fn)));
  }
}
