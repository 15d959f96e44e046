// SPDX-License-Identifier: MIT
// mistake: A child is polled when it is woken, and a new one has not been.
// rejected by: a push polls nobody, and the next poll needs no wake
// in: plain
// says: polls 0
// says: nobody has its waker

// body of kioto::futures_unordered::push
{
  if (!queue_) queue_ = std::make_shared<detail::ready_queue>();
  const auto made = make_wakeable<child>(queue_, std::move(child_future));
  link(*made);
  queue_->adopt(made);
  queue_->pop();
}
