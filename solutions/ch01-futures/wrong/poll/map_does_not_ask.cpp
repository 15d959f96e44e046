// SPDX-License-Identifier: MIT
// mistake: map is only called on a poll that is ready.
// rejected by: map of a pending poll calls nothing and stays pending
// in: plain
// says: calls 1
// says: because there is no value to call the function with

// body of kioto::poll::map(F &&) &&
{ return detail::ready_from(std::forward<F>(fn), *std::move(value_)); }
