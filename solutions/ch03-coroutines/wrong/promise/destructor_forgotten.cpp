// SPDX-License-Identifier: MIT
// mistake: A pointer needs no destructor, and the coroutine ends by itself.
// rejected by: a coroutine that was never polled is destroyed, and never runs
// in: plain
// says: the block is left
// says: expected: destroyed second

// body of kioto::async::~async
{
}
