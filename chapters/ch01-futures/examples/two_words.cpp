// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/waker.hpp>
#include <utility>

// #region main
struct bell {
  int references = 1;

  static void* count(void* data, const char* what, int change) {
    auto& it = *static_cast<bell*>(data);
    it.references += change;
    std::printf("  %-11s references: %d\n", what, it.references);
    return data;
  }
};

void* clone(void* data) noexcept { return bell::count(data, "clone", +1); }
void wake(void* data) noexcept { bell::count(data, "wake", -1); }
void wake_by_ref(void* data) noexcept { bell::count(data, "wake_by_ref", 0); }
void drop(void* data) noexcept { bell::count(data, "drop", -1); }

constexpr kioto::waker_vtable of_bells = {
    .clone = clone, .wake = wake, .wake_by_ref = wake_by_ref, .drop = drop};

int main() {
  bell it;
  std::printf("a waker has %zu bytes\n", sizeof(kioto::waker));
  kioto::waker a(&it, of_bells);  // takes over the first reference
  std::puts("b = a");
  kioto::waker b = a;
  std::puts("c = std::move(a)");
  kioto::waker c = std::move(a);
  std::puts("b.wake_by_ref()");
  b.wake_by_ref();
  std::puts("std::move(b).wake()");
  std::move(b).wake();
  std::puts("the end of the block");
}
// #endregion main
