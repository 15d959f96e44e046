// SPDX-License-Identifier: MIT
// mistake: What was moved into a variable is called as it is: by its name.
// rejected by: lazy calls its function as one that is given up
// in: plain
// says: the function was kept
// says: because it is called once and never again

// body of kioto::lazy_future::poll
{
  KIOTO_ASSERT(fn_, "lazy: polled after completion", where);
  F fn = *std::move(fn_);
  fn_.reset();
  if constexpr (std::is_void_v<output_type>) {
    std::invoke(fn);
    return kioto::poll<void>::ready();
  } else {
    return kioto::poll<output_type>::ready(std::invoke(fn));
  }
}
