// SPDX-License-Identifier: MIT
// mistake: The last name has the word and before it, even if it is the only one.
// rejected by: one name is greeted alone
// in: plain
// says: returned Hello and
// says: because with a single name there is nothing to join

// body of hello::greet
{
  std::string line = "Hello";
  for (std::size_t i = 0; i < names.size(); ++i)
    line += (i + 1 == names.size() ? " and " : ", ") + names[i];
  return line + "!";
}
