// SPDX-License-Identifier: MIT
#include "check/pipeline.hpp"

#include <algorithm>
#include <memory>
#include <thread>

#include "check/exercise_run.hpp"

namespace grader {

check_result check(const workspace& w, const std::vector<submission>& all,
                   const check_options& o, check_listener& listener) {
  int cores = static_cast<int>(std::thread::hardware_concurrency());
  job_pool pool(o.jobs != 0 ? o.jobs : std::max(1, cores));
  artifacts made(w, pool);
  check_result result;
  check_parts s{w, o, listener, pool, made, result};
  std::vector<std::unique_ptr<exercise_run>> runs;
  for (const submission& sub : all)
    runs.push_back(std::make_unique<exercise_run>(s, sub, runs.size()));
  for (auto& r : runs) r->start();
  pool.run();
  for (auto& r : runs) result.verdicts.push_back(r->take());
  result.timings = pool.timings();
  return result;
}

}  // namespace grader
