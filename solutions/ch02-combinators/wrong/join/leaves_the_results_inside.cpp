// SPDX-License-Identifier: MIT
// mistake: A result that was moved out is gone.
// rejected by: results wait inside a join, and are moved out once
// in: plain
// says: values alive 6
// says: because all are in the tuple, and nothing of them is left in the join

// body of kioto::join_future::poll
{
  KIOTO_ASSERT(!complete_, "join: polled after completion", where);
  try {
    poll_children(cx);
    if (is_pending()) return kioto::poll<output_type>::pending();
    complete_ = true;
    return take_results();
  } catch (...) {
    finish();
    throw;
  }
}
