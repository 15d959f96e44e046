// SPDX-License-Identifier: MIT
// case: block_on returns a value that can only be moved
// must: compile
// why: the value is moved out of the poll; a unique_ptr has no copy
// about: kioto::block_on
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/rt/block_on.hpp>
#include <memory>

namespace move_only_result {

struct some_future {
  using output_type = std::unique_ptr<int>;
  kioto::poll<output_type> poll(kioto::context&) {
    return kioto::poll<output_type>::ready(std::make_unique<int>(1));
  }
};

std::unique_ptr<int> waits() { return kioto::block_on(some_future{}); }

}  // namespace move_only_result
