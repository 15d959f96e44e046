// SPDX-License-Identifier: MIT
// mistake: A coroutine that was resumed has its result.
// rejected by: poll is pending as long as the coroutine waits
// in: plain
// says: returned ready
// says: the leaf is not ready, so it waits

// body of kioto::async::poll
{
  detail::resume_chain(at_rest(where), cx);
  if constexpr (std::is_void_v<T>) {
    promise_->result().take();
    return kioto::poll<void>::ready();
  } else {
    return kioto::poll<output_type>::ready(promise_->result().take());
  }
}
