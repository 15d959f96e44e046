// SPDX-License-Identifier: MIT
//
// A child for combinators: pending as often as it is told to be, then ready, or
// it throws. It tells a log what becomes of it.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

#include "support/tracked.hpp"

namespace test {

/// What became of a `scripted` future, and of all that it was moved to.
struct child_log {
  int polls = 0;
  tracks objects;

  int alive() const { return objects.alive(); }
};

/// Is pending `pending` times, and wakes nobody; then gives its value, or
/// throws "child" if it has none. A poll after that throws "polled too often".
template <class T>
class scripted {
 public:
  using output_type = T;

  scripted(child_log& log, int pending, std::optional<T> value)
      : log_(&log),
        object_(log.objects),
        pending_(pending),
        value_(std::move(value)) {}

  kioto::poll<T> poll(kioto::context&) {
    ++log_->polls;
    if (pending_ < 0) throw std::logic_error("polled too often");
    if (pending_-- > 0) return kioto::poll<T>::pending();
    if (!value_) throw std::runtime_error("child");
    return kioto::poll<T>::ready(*std::move(value_));
  }

 private:
  child_log* log_;
  tracked object_;
  int pending_;
  std::optional<T> value_;
};

}  // namespace test
