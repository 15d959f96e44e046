// SPDX-License-Identifier: MIT
// example: exit 1
// build: asan
// #region main
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

int main() {
  const std::vector<std::string> names = {"Ada", "Grace", "Linus"};
  for (std::size_t i = 0; i <= names.size(); ++i)
    std::fprintf(stderr, "Hello, %s!\n", names[i].c_str());
}
// #endregion main
