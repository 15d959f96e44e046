// SPDX-License-Identifier: MIT
// mistake: A flag beside a value says whether the value counts.
// rejected by: a pending poll holds no value
// in: plain
// says: made 1
// says: so no constructor may have run

// body of kioto::poll::is_ready
{ return ready_; }

// body of kioto::poll::value(std::source_location) &
{
  KIOTO_ASSERT(is_ready(), "value() of a pending poll", where);
  return value_;
}

// body of kioto::poll::value(std::source_location) const &
{
  KIOTO_ASSERT(is_ready(), "value() of a pending poll", where);
  return value_;
}

// body of kioto::poll::value(std::source_location) &&
{
  KIOTO_ASSERT(is_ready(), "value() of a pending poll", where);
  return std::move(value_);
}

// body of kioto::poll::map(F &&) &&
{
  if (is_pending()) return detail::mapped_poll<F, T>::pending();
  return detail::ready_from(std::forward<F>(fn), std::move(value_));
}

// body of kioto::poll::map(F &&) const &
{
  if (is_pending()) return detail::mapped_poll<F, const T&>::pending();
  return detail::ready_from(std::forward<F>(fn), value_);
}

// region include/kioto/future/poll.hpp#state
poll() = default;

template <class... Args>
explicit poll(std::in_place_t, Args&&... args)
    : value_(std::forward<Args>(args)...), ready_(true) {}

T value_{};
bool ready_ = false;
