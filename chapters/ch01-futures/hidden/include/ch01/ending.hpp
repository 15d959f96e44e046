// SPDX-License-Identifier: MIT
//
// What becomes of a program that makes a call which has to stop it.
#pragma once

#include <cstdio>
#include <grader/probe.hpp>
#include <source_location>

namespace ch01 {

// Makes the call in a process of its own, and tells how that ended.
template <class F>
void show_ending(F call) {
  constexpr const char* went_on = "and then went on";
  constexpr const char* threw = "and then threw an exception";
  const auto end = probe::dies([&] {
    try {
      call();
      std::fputs(went_on, stderr);
    } catch (...) {
      std::fputs(threw, stderr);
    }
    std::fflush(stderr);
  });
  probe::emit("the program", end.died                         ? "stopped"
                             : end.message.ends_with(went_on) ? "went on"
                             : end.message.ends_with(threw)
                                 ? "threw an exception"
                                 : "crashed");
  auto said = end.message.substr(0, end.message.find('\n'));
  if (said.ends_with(went_on) || said.ends_with(threw)) said.clear();
  probe::emit("said", said);
}

// The same, and where the call stands: on the line of show_ending_and_caller.
template <class F>
void show_ending_and_caller(
    F call, std::source_location caller = std::source_location::current()) {
  show_ending(call);
  probe::emit("caller", caller.file_name(), caller.line());
}

}  // namespace ch01
