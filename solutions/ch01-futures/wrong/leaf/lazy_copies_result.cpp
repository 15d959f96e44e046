// SPDX-License-Identifier: MIT
// mistake: A local variable is moved wherever it is used last.
// rejected by: lazy moves the result of its function, it never copies it
// in: plain
// says: copied 1
// says: so it can be moved

// body of kioto::lazy_future::poll
{
  KIOTO_ASSERT(fn_, "lazy: polled after completion", where);
  F fn = *std::move(fn_);
  fn_.reset();
  if constexpr (std::is_void_v<output_type>) {
    std::invoke(std::move(fn));
    return kioto::poll<void>::ready();
  } else {
    auto result = std::invoke(std::move(fn));
    return kioto::poll<output_type>::ready(result);
  }
}
