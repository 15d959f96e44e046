// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/map.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>

int minute = 0;

struct job {  // as before, and it gives its name
  using output_type = const char*;
  const char* name;
  int takes;
  int ready_at = -1;

  kioto::poll<const char*> poll(kioto::context&) {
    if (ready_at < 0) {
      ready_at = minute + takes;
      std::printf("minute %d: %s begins\n", minute, name);
    }
    if (minute < ready_at) return kioto::poll<const char*>::pending();
    std::printf("minute %d: %s is ready\n", minute, name);
    return kioto::poll<const char*>::ready(name);
  }
};

// #region main
int main() {
  const kioto::waker nobody = kioto::waker::noop();
  kioto::context cx(nobody);
  auto breakfast =
      kioto::map(kioto::join(job{"toast", 3}, job{"egg", 4}), [](auto both) {
        std::printf("%s, then %s\n", std::get<0>(both), std::get<1>(both));
      });
  while (breakfast.poll(cx).is_pending()) ++minute;
}
// #endregion main
