// SPDX-License-Identifier: MIT
// mistake: A loop over n names counts from 0 to n.
// rejected by: one name is greeted alone
// in: asan
// says: heap-buffer-overflow

// body of hello::greet
{
  std::string line = "Hello";
  for (std::size_t i = 0; i <= names.size(); ++i) {
    if (names[i].empty()) break;
    line += i > 0 && i + 1 == names.size() ? " and " : ", ";
    line += names[i];
  }
  return line + "!";
}
