// SPDX-License-Identifier: MIT
//
// So that all files with scenarios can be one: each is included in a namespace,
// and its scenarios have that name in front. What the files include has to be
// included here, before any namespace.
#pragma once

#include <array>
#include <atomic>
#include <barrier>
#include <cassert>
#include <checker/scenario.hpp>
#include <chrono>
#include <condition_variable>
#include <coroutine>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <functional>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#define IN_ONE_PROGRAM_TEXT(folder, name) #folder "." #name
#define IN_ONE_PROGRAM(folder, name) IN_ONE_PROGRAM_TEXT(folder, name)

#undef CHECKER_SCENARIO
#define CHECKER_SCENARIO(name)                                    \
  static void checker_scenario_##name();                          \
  static ::checker::named_scenario checker_named_##name(          \
      IN_ONE_PROGRAM(IN_FOLDER, name), &checker_scenario_##name); \
  static void checker_scenario_##name()
