// SPDX-License-Identifier: MIT
//
// What goes over the socket between a session and a probe (see wire.hpp), and
// what it means for the record of a case.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grader/wire.hpp"
#include "run/record.hpp"
#include "run/session.hpp"

namespace grader {

// Asks for one PROBE with these inputs. Throws grader_fault when they are too
// large for a packet.
std::string run_request(const std::string& probe,
                        const std::vector<probe_input>& inputs,
                        wire::kind how = wire::kind::run);

// Adds a packet to the record. Returns true when it says that the case's
// process has ended; a hello sets `threads`. Anything else that comes, whole or
// broken, is passed over: learner code may send what it likes.
bool take_packet(std::string_view packet, record& r, int& threads);

}  // namespace grader
