// SPDX-License-Identifier: MIT
// mistake: The const map is the other map, on a copy.
// rejected by: map of a const poll lends the value and leaves it in place
// in: plain
// says: because to look at a value needs no copy

// body of kioto::poll::map(F &&) const &
{ return poll(*this).map(std::forward<F>(fn)); }
