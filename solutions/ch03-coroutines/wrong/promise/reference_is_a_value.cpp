// SPDX-License-Identifier: MIT
// mistake: The result is made first and moved into its place then.
// rejected by: void is a result, and a reference refers to what was returned
// in: plain
// says: the caller's object no
// says: not to a copy

// body of kioto::detail::async_promise::return_value
{
  auto result = std::forward<U>(value);
  this->result().succeed(std::move(result));
}
