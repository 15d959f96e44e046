// SPDX-License-Identifier: MIT
// mistake: A coroutine that has ended is gone.
// rejected by: what is awaited as an rvalue dies at the end of its await
// in: plain
// says: the next statement
// says: destroys its frame when the statement ends

// body of kioto::detail::call_awaiter::~call_awaiter
{
}
