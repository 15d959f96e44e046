// SPDX-License-Identifier: MIT
//
// What happened in a step, in a few words: "load state -> 0".
#pragma once

#include <string>

#include "model/scene.hpp"

namespace grader {

std::string words_for(const scene& s, const model_event& e);
// What a thread that is blocked would do next.
std::string words_for(const scene& s, const model_blocked& b);
// A plain access, or what was done with memory.
std::string words_for(const scene& s, const model_party& p);
// The step at which the execution ended.
std::string words_for_end(const scene& s);

}  // namespace grader
