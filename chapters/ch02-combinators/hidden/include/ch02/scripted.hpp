// SPDX-License-Identifier: MIT
//
// A child for combinators: it is pending as often as it was told to be, and
// then gives its value, or throws. It keeps a diary.
#pragma once

#include <cstdint>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace ch02 {

// What became of a scripted future and of all that were made from it.
struct diary {
  int polls = 0;
  int alive = 0;  // a moved-from future does not count
  int copied = 0;
  int moved = 0;
};

// The word that a child throws instead of giving a value.
struct throws {
  std::string word;
};

// Each pending poll wakes the waker that it was given, so that whoever counts
// the wakes sees whose waker reaches the child.
template <class T>
class scripted {
 public:
  using output_type = T;

  scripted(diary& d, std::int64_t pending, T value)
      : diary_(&d), pending_(pending), value_(std::move(value)) {
    ++d.alive;
  }
  scripted(diary& d, std::int64_t pending, throws t)
      : diary_(&d), pending_(pending), word_(std::move(t.word)) {
    ++d.alive;
  }
  scripted(const scripted& o)
      : diary_(o.diary_),
        pending_(o.pending_),
        value_(o.value_),
        word_(o.word_) {
    if (diary_ != nullptr) ++diary_->alive, ++diary_->copied;
  }
  scripted(scripted&& o) noexcept
      : diary_(std::exchange(o.diary_, nullptr)),
        pending_(o.pending_),
        value_(std::move(o.value_)),
        word_(std::move(o.word_)) {
    if (diary_ != nullptr) ++diary_->moved;
  }
  scripted& operator=(const scripted&) = delete;
  ~scripted() {
    if (diary_ != nullptr) --diary_->alive;
  }

  kioto::poll<T> poll(kioto::context& cx) {
    if (diary_ == nullptr)
      throw std::logic_error("a future was polled after it was moved away");
    ++diary_->polls;
    if (pending_ < 0)
      throw std::logic_error("a future was polled after it was ready");
    if (pending_-- > 0) {
      cx.waker().wake_by_ref();
      return kioto::poll<T>::pending();
    }
    if (!value_) throw std::runtime_error(word_);
    return kioto::poll<T>::ready(*std::move(value_));
  }

 private:
  diary* diary_;  // null: moved from
  std::int64_t pending_;
  std::optional<T> value_;
  std::string word_;
};

}  // namespace ch02
