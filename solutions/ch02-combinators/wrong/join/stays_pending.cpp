// SPDX-License-Identifier: MIT
// mistake: A join without children is waiting for nothing, so it is pending.
// rejected by: a join that is complete stops the program when polled
// in: plain
// says: died no

// body of kioto::join_future::poll
{
  if (complete_) return kioto::poll<output_type>::pending();
  try {
    poll_children(cx);
    if (is_pending()) return kioto::poll<output_type>::pending();
    auto results = take_results();
    finish();
    return results;
  } catch (...) {
    finish();
    throw;
  }
}
