// SPDX-License-Identifier: MIT
// async.07: a member coroutine keeps `this`, not the object.
// shows: heap-use-after-free
#include <kioto/async/async.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <memory>

struct session {
  int number = 7;

  kioto::async<int> run() {
    co_await kioto::yield_now();
    co_return number;
  }

  static kioto::async<int> run_owned(std::shared_ptr<session> self) {
    co_return co_await self->run();
  }
};

kioto::async<int> start() {
  auto object = std::make_shared<session>();
#ifdef REPAIRED
  return session::run_owned(object);
#else
  return object->run();
#endif
}

int main() { return kioto::block_on(start()) == 7 ? 0 : 1; }
