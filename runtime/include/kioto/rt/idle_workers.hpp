// SPDX-License-Identifier: MIT
//
// idle_workers: who sleeps, who looks for work, and whom to wake. It keeps two
// promises: no task stays in a queue while a worker sleeps and nobody searches,
// and no more workers are woken than there is work for.
//
//     +------------- finds nothing, and enough search -----------+
//     |                                                          v
//   works ---------------> searching ------------------------> parked
//     ^    finds nothing     |   ^         finds nothing         |
//     |      finds a task    |   +--- woken, as searching -------+
//     +----------------------+
//
// Whoever makes work for others looks whether somebody is searching: that one
// will find it. If nobody is, it wakes one. A worker that finds work as the
// last one that searched wakes the next, as there may be more.
//
// The handshake. One side puts a task into a queue, then looks at the counts;
// the other one counts itself out, then looks at the queues once more. Both
// write the counts in between, so one of the two comes later and sees what the
// other has done.
//
//   submits                            parks
//     push the task                      searching - 1, unparked - 1
//     read the counts, by a write        nobody searches:
//     nobody searches: wake one            look at all queues again
//
// Thread safety: any thread.
//
// Invariants
//   1. searching <= unparked <= workers.
//   2. At most half of the workers search: the others would only disturb them.
//   3. A worker in `sleeping_` does not count as unparked.
//
// Source: Tokio, tokio/src/runtime/scheduler/multi_thread/idle.rs; the comment
// at the top of Go's runtime/proc.go has the designs that did not work.
//
// #region answer-notes
// Rejected
//   - To wake a worker for each task: a wake is a system call, and most of
//     them would find that another one has taken the task.
//   - To read the counts without a write, behind a fence: as fast, but
//     ThreadSanitizer does not understand fences.
// #endregion answer-notes
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace kioto::detail {

class idle_workers {
 public:
  explicit idle_workers(std::size_t workers)
      : workers_(static_cast<std::uint32_t>(workers)),
        counts_(pack({0, workers_})) {
    sleeping_.reserve(workers);
  }

  /// Somebody has put a task into a queue. Returns: the worker to wake, if one
  /// has to be; it counts as searching from now on.
  ///
  /// Cost: an atomic write, which waits until every write before it has reached
  /// the cache.
  [[nodiscard]] std::optional<std::size_t> worker_to_notify() noexcept {
    // A write that changes nothing, and so has the newest counts. release: the
    // task in the queue; pairs with the acquire in transition_to_parked().
    // acquire: more than that needs, as all other halves of the orders here.
    if (!needs_one(unpack(counts_.fetch_add(0, std::memory_order_acq_rel)))) {
      return std::nullopt;
    }
    const std::lock_guard lock(mutex_);
    // relaxed: only under the mutex are workers woken.
    if (!needs_one(unpack(counts_.load(std::memory_order_relaxed))) ||
        sleeping_.empty()) {
      return std::nullopt;
    }
    const std::size_t worker = sleeping_.back();
    sleeping_.pop_back();
    // acq_rel: as above.
    counts_.fetch_add(pack({1, 1}), std::memory_order_acq_rel);
    return worker;
  }

  /// Whether worker_to_notify() would find one; a hint. It may miss a worker
  /// that goes to sleep just now, and has not seen the task.
  [[nodiscard]] bool seems_to_need_one() const noexcept {
    // relaxed: a hint.
    return needs_one(unpack(counts_.load(std::memory_order_relaxed)));
  }

  /// Whether a worker has nothing to do: it sleeps or searches; a hint.
  [[nodiscard]] bool has_idle() const noexcept {
    // relaxed: a hint.
    const counts now = unpack(counts_.load(std::memory_order_relaxed));
    return now.unparked < workers_ || now.searching != 0;
  }

  /// A worker that found nothing may look at the others' queues. Returns: false
  /// if enough do.
  [[nodiscard]] bool transition_to_searching() noexcept {
    // relaxed: a limit that may be missed by one.
    if (2 * unpack(counts_.load(std::memory_order_relaxed)).searching >=
        workers_) {
      return false;
    }
    // acq_rel: as in worker_to_notify().
    counts_.fetch_add(pack({1, 0}), std::memory_order_acq_rel);
    return true;
  }

  /// A worker that searched has found something. Returns: whether it was the
  /// last one, and has to wake another.
  [[nodiscard]] bool transition_from_searching() noexcept {
    // acq_rel: as in worker_to_notify().
    return unpack(counts_.fetch_sub(pack({1, 0}), std::memory_order_acq_rel))
               .searching == 1;
  }

  /// A worker is about to sleep. Returns: whether nobody searches now, and it
  /// has to look at all queues once more.
  [[nodiscard]] bool transition_to_parked(std::size_t worker,
                                          bool searches) noexcept {
    const std::lock_guard lock(mutex_);
    const std::uint64_t less = pack({searches ? 1u : 0u, 1});
    // acquire: tasks that were queued before the counts were read by
    // worker_to_notify(), which saw this worker searching. release: more than
    // that needs, as there.
    const counts before =
        unpack(counts_.fetch_sub(less, std::memory_order_acq_rel));
    sleeping_.push_back(worker);
    return before.searching == (searches ? 1 : 0);
  }

  /// A worker that was not notified goes on by itself. Returns: false if it was
  /// notified: then it counts as searching.
  bool unpark(std::size_t worker) noexcept {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < sleeping_.size(); ++i) {
      if (sleeping_[i] != worker) continue;
      sleeping_[i] = sleeping_.back();
      sleeping_.pop_back();
      // acq_rel: as in worker_to_notify().
      counts_.fetch_add(pack({0, 1}), std::memory_order_acq_rel);
      return true;
    }
    return false;
  }

  /// Whether nobody has woken this worker since it was parked.
  [[nodiscard]] bool is_parked(std::size_t worker) noexcept {
    const std::lock_guard lock(mutex_);
    for (const std::size_t w : sleeping_) {
      if (w == worker) return true;
    }
    return false;
  }

 private:
  struct counts {
    std::uint32_t searching;
    std::uint32_t unparked;
  };

  static constexpr counts unpack(std::uint64_t word) noexcept {
    return {static_cast<std::uint32_t>(word >> 32),
            static_cast<std::uint32_t>(word)};
  }
  static constexpr std::uint64_t pack(counts c) noexcept {
    return std::uint64_t{c.searching} << 32 | c.unparked;
  }

  bool needs_one(counts c) const noexcept {
    return c.searching == 0 && c.unparked < workers_;
  }

  const std::uint32_t workers_;
  std::atomic<std::uint64_t> counts_;  // any thread; more unparked: the mutex

  std::mutex mutex_;
  std::vector<std::size_t> sleeping_;  // under the mutex
};

}  // namespace kioto::detail
