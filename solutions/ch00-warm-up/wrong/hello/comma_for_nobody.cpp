// SPDX-License-Identifier: MIT
// mistake: The comma belongs to the word Hello, so it can stand there at once.
// rejected by: without a name it is Hello! alone
// in: plain
// says: returned Hello, !
// says: because an empty list has no name to say, and no comma either

// body of hello::greet
{
  std::string line = "Hello, ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) line += i + 1 == names.size() ? " and " : ", ";
    line += names[i];
  }
  return line + "!";
}
