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
  using result = poll<std::remove_cv_t<std::invoke_result_t<F, T>>>;
  if (is_pending()) return result::pending();
  if constexpr (std::is_void_v<typename result::value_type>) {
    std::invoke(std::forward<F>(fn), std::move(value_));
    return result::ready();
  } else {
    return result::ready(std::invoke(std::forward<F>(fn), std::move(value_)));
  }
}

// body of kioto::poll::map(F &&) const &
{
  using result = poll<std::remove_cv_t<std::invoke_result_t<F, const T&>>>;
  if (is_pending()) return result::pending();
  if constexpr (std::is_void_v<typename result::value_type>) {
    std::invoke(std::forward<F>(fn), value_);
    return result::ready();
  } else {
    return result::ready(std::invoke(std::forward<F>(fn), value_));
  }
}

// region include/kioto/future/poll.hpp#state
poll() = default;

template <class... Args>
explicit poll(std::in_place_t, Args&&... args)
    : value_(std::forward<Args>(args)...), ready_(true) {}

T value_{};
bool ready_ = false;
