// SPDX-License-Identifier: MIT
// mistake: A future that is ready stays ready.
// rejected by: a poll after the end stops the program and says why
// in: plain
// says: the program went on
// says: because it has no result to give any more

// body of kioto::ready_future<void>::poll
{ return kioto::poll<void>::ready(); }
