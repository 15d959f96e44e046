// SPDX-License-Identifier: MIT
//
// What the files of the probe's runtime share.
#pragma once

#include <string_view>

#include "grader/wire.hpp"

namespace probe::detail {

// The whole life of a probe: takes cases until the judge is gone.
int serve();
// For a debugger: the case of the request in that file, in this very process,
// with no judge. Nothing is caught, and events are printed.
int run_alone(const char* file);

// Sends one packet to the judge; waits while the socket is full. A packet that
// cannot be sent ends the process: nobody is listening.
void send(const wire::writer& packet) noexcept;
void send_raw(const void* data, unsigned size) noexcept;

// In a fresh case: takes the inputs out of the judge's run packet.
void take_inputs(wire::reader& packet);
// From now on events are printed, and nobody is sent anything.
void expect_no_judge() noexcept;
bool is_alone() noexcept;
// The number of events that this case has sent.
long events_sent() noexcept;

// This process is a case that the judge measures.
void expect_batches() noexcept;

// Installs the handlers that report a crash (on a stack of their own).
void install_crash_handlers() noexcept;
// The signal that makes a case report where its main thread is.
int dump_signal() noexcept;

// Remembers where the stack is now, for stack_depth().
void mark_stack() noexcept;
// Counts allocations from now on.
void count_allocations() noexcept;
// Ends the case when it leaked (only a build with LeakSanitizer can tell).
void check_leaks() noexcept;

// Ends the case as a fault of the grader.
[[noreturn]] void fault(std::string_view text) noexcept;

}  // namespace probe::detail
