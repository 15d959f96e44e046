// SPDX-License-Identifier: MIT
// mistake: The word and comes in addition to the comma.
// rejected by: more names have commas, and only the last has an and
// in: plain
// says: and the last has the word and in its place

// body of hello::greet
{
  std::string line = "Hello";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool last = i + 1 == names.size();
    if (names.size() != 2 || i == 0) line += ",";
    line += last && i > 0 ? " and " : " ";
    line += names[i];
  }
  return line + "!";
}
