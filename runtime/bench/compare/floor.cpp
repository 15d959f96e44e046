// SPDX-License-Identifier: MIT
//
// The floor: what coroutines cost with one worker when nothing is there but
// what is measured. A task is one frame with its state in the promise; a queue
// links the tasks; a wake resumes the innermost coroutine; frames are
// recycled. There is no stealing, no cancellation, no shutdown, and no call of
// another thread: its atomics are those that such calls would need.
#include <atomic>
#include <coroutine>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <new>
#include <utility>
#include <vector>

#include "workload.hpp"

namespace {

// --- frames ---

struct free_frame {
  free_frame* next;
};
free_frame* free_frames[32];  // by size in steps of 64 bytes

void* allocate(std::size_t size) {
  const std::size_t step = (size + 63) / 64;
  if (step < 32) {
    if (free_frame* frame = free_frames[step]) {
      free_frames[step] = frame->next;
      return frame;
    }
  }
  return std::malloc(step * 64);
}

void deallocate(void* frame, std::size_t size) {
  const std::size_t step = (size + 63) / 64;
  if (step >= 32) return std::free(frame);
  free_frames[step] = new (frame) free_frame{free_frames[step]};
}

struct recycled {
  static void* operator new(std::size_t size) { return allocate(size); }
  static void operator delete(void* frame, std::size_t size) {
    deallocate(frame, size);
  }
};

// --- tasks ---

enum class phase : unsigned { idle, queued, running, notified };

struct task {
  std::atomic<phase> now{phase::queued};
  std::atomic<unsigned> references{2};
  std::atomic<task*> joiner{nullptr};  // itself: it is over
  task* next = nullptr;
  std::coroutine_handle<> first, innermost;
  std::size_t result = 0;

  bool is_over() const {
    return joiner.load(std::memory_order_acquire) == this;
  }
  void drop() {
    if (references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      first.destroy();
    }
  }
};

task* first_queued = nullptr;
task* last_queued = nullptr;
task* current = nullptr;

void queue(task& t) {
  t.next = nullptr;
  (last_queued != nullptr ? last_queued->next : first_queued) = &t;
  last_queued = &t;
}

void wake(task& t) {
  phase now = t.now.load(std::memory_order_relaxed);
  for (;;) {
    if (now == phase::queued || now == phase::notified) return;
    const phase next = now == phase::idle ? phase::queued : phase::notified;
    if (t.now.compare_exchange_weak(now, next, std::memory_order_acq_rel)) {
      if (next == phase::queued) queue(t);
      return;
    }
  }
}

void run_all() {
  while (task* t = first_queued) {
    first_queued = t->next;
    if (first_queued == nullptr) last_queued = nullptr;
    t->now.exchange(phase::running, std::memory_order_acq_rel);
    current = t;
    t->innermost.resume();
    if (t->is_over()) {
      t->drop();
      continue;
    }
    phase now = phase::running;
    if (!t->now.compare_exchange_strong(now, phase::idle,
                                        std::memory_order_acq_rel)) {
      t->now.store(phase::queued, std::memory_order_release);
      queue(*t);
    }
  }
}

// What spawn() takes: the outermost coroutine of a task.
struct spawned {
  struct promise_type : task, recycled {
    spawned get_return_object() {
      first = innermost =
          std::coroutine_handle<promise_type>::from_promise(*this);
      return {this};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct over {
        bool await_ready() noexcept { return false; }
        void await_suspend(std::coroutine_handle<promise_type> h) noexcept {
          task& t = h.promise();
          task* joiner = t.joiner.exchange(&t, std::memory_order_acq_rel);
          if (joiner != nullptr) wake(*joiner);
        }
        void await_resume() noexcept {}
      };
      return over{};
    }
    void return_value(std::size_t value) { result = value; }
    void unhandled_exception() { std::terminate(); }
  };

  task* of;
};

struct joined {
  task* of;
  bool await_ready() { return of->is_over(); }
  bool await_suspend(std::coroutine_handle<> h) {
    current->innermost = h;
    task* nobody = nullptr;
    return of->joiner.compare_exchange_strong(nobody, current,
                                              std::memory_order_acq_rel);
  }
  std::size_t await_resume() {
    const std::size_t result = of->result;
    of->drop();
    return result;
  }
};

joined spawn(spawned s) {
  queue(*s.of);
  return {s.of};
}

struct yielded {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    current->innermost = h;
    wake(*current);
  }
  void await_resume() {}
};

// A coroutine that another one awaits.
struct call {
  struct promise_type : recycled {
    std::coroutine_handle<> caller;
    std::size_t result = 0;

    call get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct back {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(
            std::coroutine_handle<promise_type> h) noexcept {
          return h.promise().caller;
        }
        void await_resume() noexcept {}
      };
      return back{};
    }
    void return_value(std::size_t value) { result = value; }
    void unhandled_exception() { std::terminate(); }
  };

  std::coroutine_handle<promise_type> handle;

  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
    handle.promise().caller = caller;
    return handle;
  }
  std::size_t await_resume() {
    const std::size_t result = handle.promise().result;
    handle.destroy();
    return result;
  }
};

// --- workloads ---

spawned trivial(std::size_t i) { co_return i; }

spawned spawn_and_join(std::size_t n) {
  std::vector<joined> tasks;
  tasks.reserve(n);
  for (std::size_t i = 0; i < n; ++i) tasks.push_back(spawn(trivial(i)));
  for (auto& t : tasks) comparison::keep(co_await t);
  co_return 0;
}

spawned yields(std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) co_await yielded();
  co_return 0;
}

spawned yields_in_tasks(std::size_t tasks, std::size_t n) {
  std::vector<joined> all;
  for (std::size_t i = 0; i < tasks; ++i) all.push_back(spawn(yields(n)));
  for (auto& t : all) co_await t;
  co_return 0;
}

call chain(std::size_t depth) {
  if (depth == 0) co_return 0;
  co_return 1 + co_await chain(depth - 1);
}

spawned chains(std::size_t depth, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) comparison::keep(co_await chain(depth));
  co_return 0;
}

call leaf_at(std::size_t depth, std::size_t wakes) {
  if (depth > 0) co_return co_await leaf_at(depth - 1, wakes);
  for (std::size_t i = 0; i < wakes; ++i) co_await yielded();
  co_return 0;
}

spawned wakes(std::size_t depth, std::size_t n) {
  co_return co_await leaf_at(depth, n);
}

template <class Root>
comparison::maker of_one_worker(double operations, Root root) {
  return [=](unsigned workers) -> comparison::workload {
    if (workers != 1) std::_Exit(2);
    return [=] {
      spawn(root()).of->drop();
      run_all();
      return operations;
    };
  };
}

}  // namespace

int main(int argc, char** argv) {
  return comparison::run(
      {
          {"spawn", of_one_worker(1'000, [] { return spawn_and_join(1'000); })},
          {"spawn_many",
           of_one_worker(100'000, [] { return spawn_and_join(100'000); })},
          {"yield",
           of_one_worker(1e5, [] { return yields_in_tasks(1'000, 100); })},
          {"chain", of_one_worker(1e5, [] { return chains(100, 1'000); })},
          {"leaf_wake", of_one_worker(1e5, [] { return wakes(100, 100'000); })},
      },
      {}, argc, argv);
}
