// SPDX-License-Identifier: MIT
//
// A greeting for a list of people.
#pragma once

#include <string>
#include <vector>

namespace hello {

// Greets everybody in one line, in the order of `names`:
//
//   {}                        Hello!
//   {"Ada"}                   Hello, Ada!
//   {"Ada", "Linus"}          Hello, Ada and Linus!
//   {"Ada", "Grace", "Linus"} Hello, Ada, Grace and Linus!
std::string greet(const std::vector<std::string>& names);

}  // namespace hello
