// SPDX-License-Identifier: MIT
// mistake: Every name but the first has the word and before it.
// rejected by: more names have commas, and only the last has an and
// in: plain
// says: because a comma stands before every name but the last

// body of hello::greet
{
  std::string line = "Hello";
  for (std::size_t i = 0; i < names.size(); ++i)
    line += (i > 0 ? " and " : ", ") + names[i];
  return line + "!";
}
