// SPDX-License-Identifier: MIT
#include <grader/probe.hpp>
#include <hello.hpp>
#include <sstream>
#include <string>
#include <vector>

// "names": the names with a space between them.
PROBE(greet) {
  std::istringstream in(probe::ask<std::string>("names"));
  std::vector<std::string> names;
  for (std::string name; in >> name;) names.push_back(name);
  names.shrink_to_fit();
  probe::emit("returned", hello::greet(names));
}
