// SPDX-License-Identifier: MIT
//
// A child for combinators: it is pending as often as it was told to be, and
// then gives its value, or throws. It keeps a diary.
#pragma once

#include <cstdint>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace ch02 {

// What became of a scripted future, or of a function, and of all that were made
// from it by copies and moves.
struct diary {
  int polls = 0;
  int alive = 0;  // one that was moved from does not count
  int copied = 0;
  int moved = 0;
  // Where each poll notes its letter, if anywhere.
  std::string* notes = nullptr;
  char letter = '?';
};

// As a member: keeps the diary of its object.
class presence {
 public:
  explicit presence(diary& d) : diary_(&d) { ++d.alive; }
  presence(const presence& o) : diary_(o.diary_) {
    if (diary_ != nullptr) ++diary_->alive, ++diary_->copied;
  }
  presence(presence&& o) noexcept : diary_(std::exchange(o.diary_, nullptr)) {
    if (diary_ != nullptr) ++diary_->moved;
  }
  presence& operator=(const presence&) = delete;
  ~presence() {
    if (diary_ != nullptr) --diary_->alive;
  }

  void note_poll() {
    if (diary_ == nullptr)
      throw std::logic_error("a future was polled after it was moved away");
    ++diary_->polls;
    if (diary_->notes != nullptr) *diary_->notes += diary_->letter;
  }

 private:
  diary* diary_;  // null: moved from
};

// Each pending poll wakes the waker that it was given, so that whoever counts
// the wakes sees whose waker reaches the child. With a word it throws that
// instead of giving its value.
template <class T>
class scripted {
 public:
  using output_type = T;

  scripted(diary& d, std::int64_t pending, T value, std::string word = "")
      : me_(d),
        pending_(pending),
        value_(std::move(value)),
        word_(std::move(word)) {}

  kioto::poll<T> poll(kioto::context& cx) {
    me_.note_poll();
    if (pending_ < 0)
      throw std::logic_error("a future was polled after it was ready");
    if (pending_-- > 0) {
      cx.waker().wake_by_ref();
      return kioto::poll<T>::pending();
    }
    if (!word_.empty()) throw std::runtime_error(word_);
    return kioto::poll<T>::ready(std::move(value_));
  }

 private:
  presence me_;
  std::int64_t pending_;
  T value_;
  std::string word_;
};

}  // namespace ch02
