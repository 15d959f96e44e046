// SPDX-License-Identifier: MIT
//
// task_cell: a task with its future. One allocation; the outcome takes the
// place of the future when that is over.
//
// Thread safety: as task_header.
//
// Invariants
//   1. The future is destroyed before the task is complete, by the holder. So
//      whoever has the outcome knows that the frame's guards have run.
//   2. The outcome is "unset" when the task was cancelled.
#pragma once

#include <cstddef>
#include <kioto/async/frame_allocator.hpp>
#include <kioto/detail/outcome.hpp>
#include <kioto/future/future.hpp>
#include <kioto/task/task_header.hpp>
#include <kioto/task/task_kind.hpp>
#include <memory>
#include <new>
#include <source_location>
#include <utility>

namespace kioto::detail {

template <class F>
class task_cell final : public task_header {
 public:
  using output_type = output_of<F>;

  static_assert(alignof(F) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__,
                "spawn() of an over-aligned future is not supported: box it "
                "with boxed()");

  /// Makes a task, which the caller holds.
  ///
  /// Errors: std::bad_alloc; what a move of the future throws.
  static task_cell& make(task_owner& of, F&& future,
                         std::source_location spawned_at) {
    // First: nothing has to be undone if it throws.
    const task_kind_number kind =
        this_programs_kinds.number_of(table, spawned_at);
    return *new task_cell(kind, of, std::move(future));
  }

  ~task_cell() {}

  static void* operator new(std::size_t size) { return allocate_frame(size); }
  static void operator delete(void* cell, std::size_t size) noexcept {
    deallocate_frame(cell, size);
  }

 private:
  task_cell(task_kind_number kind, task_owner& of, F&& future)
      : task_header(kind, of) {
    std::construct_at(std::addressof(future_), std::move(future));
  }

  static task_cell& of(task_header& task) noexcept {
    return static_cast<task_cell&>(task);
  }

  // Spares the hot path a call: 0.8 of the 12 ns of a yield.
  [[gnu::always_inline]] static kioto::poll<output_type> poll_inlined(
      F& future, context& cx) {
    [[clang::always_inline]] return future.poll(cx);
  }

  static bool poll(task_header& task, context& cx) noexcept {
    task_cell& self = of(task);
    bool has_future = true;
    try {
      kioto::poll<output_type> result = poll_inlined(self.future_, cx);
      if (result.is_pending()) return false;
      self.end_future();
      has_future = false;
      if constexpr (std::is_void_v<output_type>) {
        self.output_.succeed();
      } else {
        self.output_.succeed(std::move(result).value());
      }
    } catch (...) {
      if (has_future) self.end_future();
      self.output_.fail_with_current_exception();
    }
    return true;
  }

  void end_future() noexcept {
    std::destroy_at(std::addressof(future_));
    std::construct_at(std::addressof(output_));
  }

  static constexpr task_vtable table = {
      .poll = &task_cell::poll,
      .cancel = [](task_header& task) noexcept { of(task).end_future(); },
      .drop_output =
          [](task_header& task) noexcept {
            std::destroy_at(std::addressof(of(task).output_));
          },
      .output = [](task_header& task) noexcept -> void* {
        return std::addressof(of(task).output_);
      },
      .deallocate = [](task_header& task) noexcept { delete &of(task); },
  };

  union {
    F future_;
    outcome<output_type> output_;
  };
};

}  // namespace kioto::detail
