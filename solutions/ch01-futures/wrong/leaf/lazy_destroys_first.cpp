// SPDX-License-Identifier: MIT
// mistake: reset() only says that the function is not needed again.
// rejected by: the function of a lazy lives until it returned, and no longer
// in: asan
// says: heap-use-after-free

// body of kioto::lazy_future::poll
{
  KIOTO_ASSERT(fn_, "lazy: polled after completion", where);
  F& fn = *fn_;
  fn_.reset();
  if constexpr (std::is_void_v<output_type>) {
    std::invoke(fn);
    return kioto::poll<void>::ready();
  } else {
    return kioto::poll<output_type>::ready(std::invoke(fn));
  }
}
