// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <expected>
#include <string>
#include <utility>

// #region main
std::expected<int, std::string> port(int number) {
  if (number < 1024) return std::unexpected("reserved");
  return number;  // a value goes in by itself
}

int main() {
  std::expected<int, std::string> good = port(8080), bad = port(80);
  if (good) std::printf("value %d\n", *good);
  if (!bad) std::printf("error %s\n", bad.error().c_str());

  // Moves the string out; error() of something with a name would copy it.
  const std::string why = std::move(bad).error();

  // Makes one with an error in place; and one that succeeds with nothing.
  std::expected<int, std::string> failed(std::unexpect, why);
  std::expected<void, std::string> done;
  std::printf("%s, %s\n", failed ? "value" : "error", done ? "value" : "error");
}
// #endregion main
