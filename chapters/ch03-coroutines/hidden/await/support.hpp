// SPDX-License-Identifier: MIT
//
// A poll by hand that tells what it gave.
#pragma once

#include <ch03/leaf.hpp>
#include <grader/probe.hpp>
#include <kioto/async/async.hpp>

// Polls once, and shows the result if there is one.
inline void show_poll(kioto::async<int>& a) {
  auto p = ch03::poll_once(a);
  if (p.is_pending())
    probe::emit("returned", "pending");
  else
    probe::emit("returned", "ready", p.value());
}

inline int number(const char* name) { return probe::ask<int>(name); }
