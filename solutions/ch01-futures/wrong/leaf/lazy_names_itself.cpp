// SPDX-License-Identifier: MIT
// mistake: The line of an assertion is the line that it stands on.
// rejected by: lazy is complete even if its function throws
// in: plain
// says: expected: a message with the caller's file and line
// says: hand `where` on to KIOTO_ASSERT

// body of kioto::lazy_future::poll
{
  KIOTO_ASSERT(fn_, "lazy: polled after completion");
  F fn = *std::move(fn_);
  fn_.reset();
  if constexpr (std::is_void_v<output_type>) {
    std::invoke(std::move(fn));
    return kioto::poll<void>::ready();
  } else {
    return kioto::poll<output_type>::ready(std::invoke(std::move(fn)));
  }
}
