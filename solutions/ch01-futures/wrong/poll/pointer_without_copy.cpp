// SPDX-License-Identifier: MIT
// mistake: A destructor that deletes is all that a pointer needs.
// rejected by: a copy of a poll has a value of its own
// in: asan
// says: heap-use-after-free

// body of kioto::poll::is_ready
{ return value_ != nullptr; }

// region include/kioto/future/poll.hpp#state
poll() noexcept = default;

template <class... Args>
explicit poll(std::in_place_t, Args&&... args)
    : value_(new T(std::forward<Args>(args)...)) {}

T* value_ = nullptr;

 public:
~poll() { delete value_; }
