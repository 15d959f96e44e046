// SPDX-License-Identifier: MIT
// mistake: Nobody is there to catch it, so the program ends.
// rejected by: an exception of the body comes out of the poll
// in: plain
// says: expected: threw
// says: it stopped itself with abort()

// add include <exception>

// body of kioto::detail::async_promise_base::unhandled_exception
{
  std::terminate();
}
