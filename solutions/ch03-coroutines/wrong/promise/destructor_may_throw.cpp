// SPDX-License-Identifier: MIT
// mistake: Whatever is thrown is the outcome, also when nobody asks for it.
// rejected by: a destructor that throws while its coroutine dies ends the program
// in: plain
// says: expected: died yes
// says: nobody would ever see the exception

// body of kioto::detail::async_promise_base::unhandled_exception
{ outcome_.fail_with_current_exception(); }
