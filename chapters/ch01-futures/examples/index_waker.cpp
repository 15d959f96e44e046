// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <array>
#include <cstdint>
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/waker.hpp>

// #region main
std::array<bool, 3> woken{};  // one flag a seat

void* same(void* seat) noexcept { return seat; }
void nothing(void*) noexcept {}
void set(void* seat) noexcept {
  woken[reinterpret_cast<std::uintptr_t>(seat)] = true;
}
constexpr kioto::waker_vtable seats = {
    .clone = same, .wake = set, .wake_by_ref = set, .drop = nothing};

int main() {
  const kioto::waker self(reinterpret_cast<void*>(std::uintptr_t{2}), seats);
  kioto::context cx(self);
  auto future = kioto::countdown(1);
  [[maybe_unused]] const auto answer = future.poll(cx);
  std::printf("woken: %d %d %d\n", woken[0], woken[1], woken[2]);
}
// #endregion main
