// SPDX-License-Identifier: MIT
// mistake: A copy constructor that nobody calls does no harm.
// rejected by: a poll can be copied if, and only if, its value can
// in: plain
// says: breaks the code that asks first

// region include/kioto/future/poll.hpp#state
poll() noexcept = default;

template <class... Args>
explicit poll(std::in_place_t, Args&&... args)
    : value_(std::in_place, std::forward<Args>(args)...) {}

std::optional<T> value_;

 public:
poll(const poll& other) : value_(other.value_) {}
poll(poll&&) = default;
poll& operator=(const poll&) = default;
poll& operator=(poll&&) = default;
