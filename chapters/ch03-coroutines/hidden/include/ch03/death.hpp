// SPDX-License-Identifier: MIT
//
// Tells how a function ended that had to end the program.
#pragma once

#include <grader/probe.hpp>
#include <string_view>

namespace ch03 {

inline void show(const probe::death& end) {
  probe::emit("died", end.died);
  const std::string_view said(end.message);
  probe::emit("said", said.substr(0, said.find('\n')));
}

}  // namespace ch03
