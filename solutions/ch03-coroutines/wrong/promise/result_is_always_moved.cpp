// SPDX-License-Identifier: MIT
// mistake: A coroutine that returns has no use for what it returns.
// rejected by: what is returned as an lvalue keeps its value
// in: plain
// says: the caller's object -1
// says: it is copied, not moved

// body of kioto::detail::async_promise::return_value
{
  this->result().succeed(std::move(value));
}
