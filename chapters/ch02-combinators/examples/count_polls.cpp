// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/futures_unordered.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <vector>

// #region main
constexpr int children = 10'000;

std::vector<kioto::waker> wakers(children);
std::vector<char> happened(children);
long polls = 0;

struct child {  // waits for an event of its own
  using output_type = int;
  int id;

  kioto::poll<int> poll(kioto::context& cx) {
    ++polls;
    if (happened[id]) return kioto::poll<int>::ready(id);
    wakers[id] = cx.waker();
    return kioto::poll<int>::pending();
  }
};

int main() {
  const kioto::waker task = kioto::waker::noop();
  kioto::context cx(task);
  kioto::futures_unordered<child> set;
  for (int id = 0; id < children; ++id) set.push(child{id});

  (void)set.poll_next(cx);
  std::printf("first poll of the set: %ld polls\n", polls);
  for (const int id : {4711, 17, 9999}) {
    polls = 0;
    happened[id] = 1;
    wakers[id].wake_by_ref();
    auto next = set.poll_next(cx);
    std::printf("child %d is ready: %ld poll\n", *next.value(), polls);
  }
}
// #endregion main
