// SPDX-License-Identifier: MIT
// mistake: Args&&... is a reference to a temporary, so it is one.
// rejected by: ready makes its value from the arguments, without a copy
// in: plain
// says: copied 1
// says: std::forward passes it on as one

// body of kioto::poll::ready(Args &&...)
{ return poll(std::in_place, args...); }
