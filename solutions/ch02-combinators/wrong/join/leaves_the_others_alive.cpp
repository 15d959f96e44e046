// SPDX-License-Identifier: MIT
// mistake: An exception is the caller's affair; the caller will drop the join.
// rejected by: a child that throws takes the others with it
// in: plain
// says: because nobody waits for the others any more

// body of kioto::join_future::poll
{
  KIOTO_ASSERT(!complete_, "join: polled after completion", where);
  poll_children(cx);
  if (is_pending()) return kioto::poll<output_type>::pending();
  auto results = take_results();
  finish();
  return results;
}
