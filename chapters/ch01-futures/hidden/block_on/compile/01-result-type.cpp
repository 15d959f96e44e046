// SPDX-License-Identifier: MIT
// case: block_on returns the future's output type
// must: compile
// why: block_on gives what the future gives, a value or nothing
// about: kioto::block_on
#include <concepts>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/rt/block_on.hpp>
#include <utility>

namespace result_type_of_block_on {

template <class T>
struct some_future {
  using output_type = T;
  kioto::poll<T> poll(kioto::context&);
};
template <class T>
using result = decltype(kioto::block_on(std::declval<T>()));

static_assert(std::same_as<result<some_future<int>>, int>);
static_assert(std::same_as<result<some_future<int>&>, int>);
static_assert(std::same_as<result<some_future<void>>, void>);

}  // namespace result_type_of_block_on
