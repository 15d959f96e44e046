// SPDX-License-Identifier: MIT
//
// A value that counts what becomes of it.
#pragma once

namespace test {

struct tracks {
  int made = 0;
  int copied = 0;
  int moved = 0;
  int destroyed = 0;

  int alive() const { return made + copied + moved - destroyed; }
};

/// Can be copied and moved, and tells `tracks` of each.
class tracked {
 public:
  explicit tracked(tracks& log, int number = 0) : log_(&log), number_(number) {
    ++log_->made;
  }
  tracked(const tracked& other) : log_(other.log_), number_(other.number_) {
    ++log_->copied;
  }
  tracked(tracked&& other) noexcept : log_(other.log_), number_(other.number_) {
    ++log_->moved;
  }
  tracked& operator=(const tracked&) = delete;
  ~tracked() { ++log_->destroyed; }

  int number() const { return number_; }

 private:
  tracks* log_;
  int number_;
};

}  // namespace test
