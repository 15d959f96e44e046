// SPDX-License-Identifier: MIT
// async.05: a reference parameter is only a reference in the frame.
// shows: stack-use-after-scope
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <string>
#include <utility>

#ifdef REPAIRED
using text = std::string;
#else
using text = const std::string&;
#endif

kioto::async<std::size_t> length(text s) {
  co_await kioto::yield_now();
  co_return s.size();
}

kioto::async<std::size_t> later() {
  co_return co_await length(std::string("a temporary"));
}

int main() {
  auto call = length(std::string(7, 'x'));
  return kioto::block_on(std::move(call)) + kioto::block_on(later()) == 18 ? 0
                                                                           : 1;
}
