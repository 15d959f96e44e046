// SPDX-License-Identifier: MIT
//
// A future that is pending until somebody opens it. It wakes nobody: who polls
// it by hand knows when to poll again.
#pragma once

#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>

namespace ch03 {

class gate {
 public:
  using output_type = void;

  kioto::poll<void> poll(kioto::context&) const {
    return open_ ? kioto::poll<void>::ready() : kioto::poll<void>::pending();
  }

  void open() { open_ = true; }

 private:
  bool open_ = false;
};

}  // namespace ch03
