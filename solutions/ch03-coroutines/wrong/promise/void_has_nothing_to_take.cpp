// SPDX-License-Identifier: MIT
// mistake: A coroutine of void has no result that one could take.
// rejected by: an exception of the body comes out of the poll
// in: plain
// says: take() gives no value here, but it throws the exception

// body of kioto::async::poll
{
  if (!detail::resume_chain(at_rest(where), cx)) {
    return kioto::poll<output_type>::pending();
  }
  if constexpr (std::is_void_v<T>) {
    return kioto::poll<void>::ready();
  } else {
    return kioto::poll<output_type>::ready(promise_->result().take());
  }
}
