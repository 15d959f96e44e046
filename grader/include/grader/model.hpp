// SPDX-License-Identifier: MIT
//
// What hidden/NAME/model.cpp is written with: cases that run in every
// interleaving that matters, in plain std:: and the learner's headers.
//
//   // case: an unpark between the look for a token and the sleep is not lost
//   PROBE_MODEL(unpark_before_sleep) {
//     kioto::thread_parker parker;
//     std::thread other([&] { parker.unpark(); });
//     parker.park();
//     other.join();
//   }
//
// Two or three threads, few steps, a plain payload behind every wake; assert()
// what has to hold. docs/checker.md says what is found, and when all is seen.
#pragma once

#include <cassert>
#include <checker/scenario.hpp>
#include <cstdio>

#include "grader/todo.hpp"

// One case. It stands at the beginning of a line, right below its sentence.
#define PROBE_MODEL(name) CHECKER_SCENARIO(name)

// There is one model.cpp in a program, and this is its part of todo.hpp: the
// checker hands the text to the grader.
void grader::todo(const char*, const char* function, const char* file,
                  unsigned line) noexcept {
  static char text[1000];
  std::snprintf(text, sizeof text, "KIOTO_TODO %u %s %s", line, file, function);
  __assert_fail(text, file, line, function);
}
