// SPDX-License-Identifier: MIT
// mistake: An exception ends the body, and that is all there is to do.
// rejected by: an exception of the body comes out of the poll
// in: plain
// says: returned ready
// says: as from a function

// body of kioto::detail::async_promise_base::unhandled_exception
{
}
