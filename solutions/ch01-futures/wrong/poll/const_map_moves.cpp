// SPDX-License-Identifier: MIT
// mistake: The const map is the other map, with a cast.
// rejected by: map of a const poll lends the value and leaves it in place
// in: plain
// says: the poll's value() -1
// says: and moves nothing out

// body of kioto::poll::map(F &&) const &
{ return std::move(const_cast<poll&>(*this)).map(std::forward<F>(fn)); }
