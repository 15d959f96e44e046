// SPDX-License-Identifier: MIT
// mistake: A copy of the function is as good as the function.
// rejected by: lazy takes a function that can only be moved
// in: plain
// says: cannot be copied

// body of kioto::lazy_future::poll
{
  KIOTO_ASSERT(fn_, "lazy: polled after completion", where);
  F fn = *fn_;
  fn_.reset();
  if constexpr (std::is_void_v<output_type>) {
    std::invoke(std::move(fn));
    return kioto::poll<void>::ready();
  } else {
    return kioto::poll<output_type>::ready(std::invoke(std::move(fn)));
  }
}
