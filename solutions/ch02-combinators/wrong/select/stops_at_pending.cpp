// SPDX-License-Identifier: MIT
// mistake: One future that is pending is enough to know that the select is
//   pending.
// rejected by: the first future that is ready wins, and the variant says which
// in: plain
// says: because each of them must be asked

// body of kioto::select_future::poll_from
{
  (void)(((I < start || wins<I>(cx, won)) && ...) &&
         ((I >= start || wins<I>(cx, won)) && ...));
}
