// SPDX-License-Identifier: MIT
// mistake: The last index of a list is its size.
// rejected by: two names are joined by and
// in: plain
// says: because the word and stands before the last name

// body of hello::greet
{
  std::string line = "Hello";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool first = i == 0;
    const bool last = i == names.size();
    line += last && !first ? " and " : ", ";
    line += names[i];
  }
  return line + "!";
}
