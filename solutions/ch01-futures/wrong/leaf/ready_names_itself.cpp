// SPDX-License-Identifier: MIT
// mistake: The line of an assertion is the line that it stands on.
// rejected by: a poll after the end stops the program and says why
// in: plain
// says: expected: a message with the caller's file and line
// says: hand `where` on to KIOTO_ASSERT

// body of kioto::ready_future::poll
{
  KIOTO_ASSERT(value_, "ready: polled after completion");
  auto result = kioto::poll<T>::ready(*std::move(value_));
  value_.reset();
  return result;
}
