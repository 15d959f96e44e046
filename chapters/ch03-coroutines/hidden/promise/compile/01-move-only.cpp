// SPDX-License-Identifier: MIT
// case: a result need not be copied, assigned or made from nothing
// must: compile
// why: the result is moved into the promise and moved out of it, and nothing else is asked of its type
// about: kioto::detail::async_promise::return_value
#include <kioto/async/async.hpp>
#include <memory>
#include <string>

namespace promise_move_only {

class bare {
 public:
  explicit bare(int) {}
  bare(bare&&) = default;
  bare& operator=(bare&&) = delete;
};

inline kioto::async<std::unique_ptr<int>> pointer() {
  co_return std::make_unique<int>(3);
}
inline kioto::async<bare> number() { co_return bare(4); }
inline kioto::async<std::string> text() { co_return "converted"; }

inline void poll_all(kioto::context& cx) {
  (void)pointer().poll(cx);
  (void)number().poll(cx);
  (void)text().poll(cx);
}

}  // namespace promise_move_only
