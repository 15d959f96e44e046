// SPDX-License-Identifier: MIT
// async.05: a std::string_view parameter behaves like a reference.
// shows: heap-use-after-free
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <string>
#include <string_view>

#ifdef REPAIRED
using text = std::string;
#else
using text = std::string_view;
#endif

kioto::async<char> first(text s) {
  co_await kioto::yield_now();
  co_return s[0];
}

int main() {
  auto call = first(std::string(100, 'x'));
  return kioto::block_on(call) == 'x' ? 0 : 1;
}
