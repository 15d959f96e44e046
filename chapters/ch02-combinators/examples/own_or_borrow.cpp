// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <string>
#include <type_traits>
#include <utility>

// #region main
template <class F>
struct keeper {
  explicit keeper(F&& child) : child_(std::forward<F>(child)) {}
  F child_;  // a std::string, or a std::string&
};

template <class F>
keeper<F> keep(F&& child) {
  std::printf("%s\n", std::is_reference_v<F> ? "borrows" : "owns");
  return keeper<F>(std::forward<F>(child));
}

int main() {
  std::string named = "Ada";
  auto a = keep(std::string("Grace"));  // F is std::string
  auto b = keep(named);                 // F is std::string&
  auto c = keep(std::move(named));      // F is std::string
  b.child_ = "Lynn";                    // writes to `named`
  std::printf("%s %s %s\n", a.child_.c_str(), named.c_str(), c.child_.c_str());
}
// #endregion main
