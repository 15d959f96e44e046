// SPDX-License-Identifier: MIT
// mistake: Who calls value() has asked is_ready() before.
// rejected by: value() of a pending poll stops the program and names the caller
// in: plain
// says: the program went on
// says: because there is no value to give

// body of kioto::poll::value(std::source_location) &
{ return *value_; }

// body of kioto::poll::value(std::source_location) const &
{ return *value_; }

// body of kioto::poll::value(std::source_location) &&
{ return *std::move(value_); }
