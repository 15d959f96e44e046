// SPDX-License-Identifier: MIT
// mistake: After the call comes the next line.
// rejected by: lazy is complete even if its function throws
// in: plain
// says: the program threw an exception
// says: must not begin again

// body of kioto::lazy_future::poll
{
  KIOTO_ASSERT(fn_, "lazy: polled after completion", where);
  if constexpr (std::is_void_v<output_type>) {
    std::invoke(*fn_);
    fn_.reset();
    return kioto::poll<void>::ready();
  } else {
    auto result = kioto::poll<output_type>::ready(std::invoke(*fn_));
    fn_.reset();
    return result;
  }
}
