// SPDX-License-Identifier: MIT
//
// What hidden/NAME/perf.cpp is written with: probes whose CPU time the judge
// takes. The file is built optimized, once with the learner's code and once
// with the reference; both run in turns.
//
//   judge                           this process
//     measure, inputs         -->   PROBE_PERF begins: sets things up
//                             <--   ready, at the first next()
//   clock
//     batch: count, start     -->   next() returns; count() operations
//                             <--   answer(value)
//   clock; is the value right?
//
// The clock is the kernel's for all threads of the process, and the judge reads
// it: there is nothing to time in here. Whatever runs between two batches is on
// the bill of the next one.
#pragma once

#include <cstdint>

#include "grader/probe.hpp"

namespace probe {

//   PROBE_PERF(push) {
//     queue<std::int64_t> q;
//     for (probe::batch b; b.next();) {
//       std::int64_t sum = b.start();
//       for (std::int64_t i = 0; i < b.count(); ++i) {
//         q.push(sum);
//         sum += q.pop() ^ i;
//       }
//       b.answer(sum);
//     }
//   }
class batch {
 public:
  // Waits for the judge; false: it wants no more.
  bool next();
  // How many times to do the operation.
  std::int64_t count() const { return count_; }
  // A number that nobody could know before: the answer must depend on it, and
  // on every operation.
  std::int64_t start() const { return start_; }
  // What the work came to, for the judge's model. Once for each next().
  void answer(std::int64_t value);

 private:
  std::int64_t count_ = 0, start_ = 0;
  bool answered_ = true;
};

// The compiler must take `value` for used, and for changed by somebody.
template <class T>
void opaque(T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

}  // namespace probe

#define PROBE_PERF(name) PROBE(name)
