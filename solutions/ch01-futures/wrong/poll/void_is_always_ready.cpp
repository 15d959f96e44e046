// SPDX-License-Identifier: MIT
// mistake: A poll without a value has nothing to wait for.
// rejected by: a poll is ready or pending, never both
// in: plain
// says: is_ready() yes
// says: because it is not done yet

// body of kioto::poll<void>::is_ready
{ return true; }

// body of kioto::poll<void>::is_pending
{ return false; }
