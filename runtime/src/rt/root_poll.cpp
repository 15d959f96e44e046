// SPDX-License-Identifier: MIT
#include <kioto/rt/block_on.hpp>
#include <kioto/rt/root_poll.hpp>

namespace kioto::detail {

void wait_on_this_thread(scheduler& on, root_future& future) {
  const scheduler_scope scope(on);
  const auto thread = make_wakeable<blocked_thread>();
  const waker self = thread.waker();
  while (!poll_root(future, self)) thread->park();
}

}  // namespace kioto::detail
