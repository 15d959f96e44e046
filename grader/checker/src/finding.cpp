// SPDX-License-Identifier: MIT
#include <checker/finding.hpp>

namespace checker {

const char* name_of(problem kind) {
  switch (kind) {
    case problem::none:
      return "none";
    case problem::data_race:
      return "data race";
    case problem::use_after_free:
      return "use after free";
    case problem::use_after_return:
      return "use after return";
    case problem::double_free:
      return "double free";
    case problem::bad_free:
      return "bad free";
    case problem::out_of_bounds:
      return "out of bounds";
    case problem::leak:
      return "leak";
    case problem::deadlock:
      return "deadlock";
    case problem::lost_wakeup:
      return "lost wakeup";
    case problem::livelock:
      return "livelock";
    case problem::assertion:
      return "assertion";
    case problem::exception:
      return "uncaught exception";
    case problem::misuse:
      return "misuse";
    case problem::crash:
      return "crash";
    case problem::limit:
      return "limit";
  }
  return "?";
}

const char* name_of(deed what) {
  switch (what) {
    case deed::none:
      return "";
    case deed::reads:
      return "reads";
    case deed::writes:
      return "writes";
    case deed::atomic_access:
      return "accesses atomically";
    case deed::allocates:
      return "allocates";
    case deed::frees:
      return "frees";
    case deed::destroys:
      return "destroys";
    case deed::locks:
      return "locks";
    case deed::uses:
      return "uses";
  }
  return "?";
}

}  // namespace checker
