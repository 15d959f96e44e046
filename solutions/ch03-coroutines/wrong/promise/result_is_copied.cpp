// SPDX-License-Identifier: MIT
// mistake: What came in as an rvalue goes on as one.
// rejected by: the result is moved out, behind the end of the locals
// in: plain
// says: copied 1
// says: a result that is an rvalue is moved all the way

// body of kioto::detail::async_promise::return_value
{
  this->result().succeed(value);
}
