// SPDX-License-Identifier: MIT
// grader run ch01.poll [number...]: each number as a poll, zero as a pending
// one, mapped to its square.
#include <cstdio>
#include <cstdlib>
#include <kioto/future/poll.hpp>
#include <utility>

namespace {

kioto::poll<int> poll_of(int n) {
  if (n == 0) return kioto::poll<int>::pending();
  return kioto::poll<int>::ready(n);
}

void show(int n) {
  kioto::poll<int> p = poll_of(n);
  kioto::poll<int> square = std::move(p).map([](int i) { return i * i; });
  if (square.is_pending()) {
    std::printf("%d: pending, and pending still after map\n", n);
    return;
  }
  std::printf("%d: ready, and after map ready with %d\n", n,
              std::move(square).value());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 1)
    for (int n : {7, 0}) show(n);
  for (int i = 1; i < argc; ++i) show(std::atoi(argv[i]));
}
