// SPDX-License-Identifier: MIT
//
// ch03.await: co_await: who runs next
//
// Write the bodies marked KIOTO_TODO. Contract: the public names and what their
// comments promise. Free: await_root: what a poll lends to the chain.
//
// A chain of awaits: coroutines that wait for each other, from the root, which
// somebody polls, to the leaf, a future that is pending.
//
//   poll                    the chain, one frame each
//    |     +------+  call  +-------+  call  +-------+  leaf
//    +---> | root | -----> | inner | -----> | inner | ------> sleep, recv, ...
//    |     +------+ <----- +-------+ <----- +-------+           ^
//    |               awaited_by                                 |
//    +----------------------------------------------------------+
//                             leaf
//
// A wake asks for one more poll of the root. The chain knows its leaf, polls
// that, and resumes the coroutine that awaits it: the frames between are not
// touched, so a wake costs the same at depth 1 and at depth 1000.
//
// Control moves along the chain by symmetric transfer: a coroutine that is
// awaited is started, and one that ends goes on with its caller, by a jump.
// The stack does not grow with the depth, or with the number of awaits.
//
// Thread safety: a chain belongs to one thread at a time. It may move to
// another between two polls.
//
// Invariants
//   1. Between polls a chain that has begun and is not done has a leaf, and
//      each frame of it is suspended: the innermost in the leaf, every other
//      one in the call of the next.
//   2. `promise_base::root` is valid in the coroutine that runs: whoever hands
//      control on hands it on too. In the first coroutine of a chain that is
//      at rest it is null, in one that is done it is `completed`, and in every
//      other one of a chain it is neither, so that nobody else resumes it.
//   3. `promise_base::link` of a coroutine at rest is the leaf of its chain, or
//      null if that has not begun. Of any other one it is the call that awaits
//      it, or null if it is the first. So `root` says which of the two it is.
//   4. Frames are destroyed from the leaf to the root, in a loop.
#pragma once

#include <coroutine>
#include <cstddef>
#include <grader/todo.hpp>
#include <kioto/async/frame_allocator.hpp>
#include <kioto/future/context.hpp>
#include <source_location>
#include <utility>

namespace kioto::detail {

class promise_base;

/// One `co_await` that has not gone on yet; lives in the frame that awaits.
struct await_point {
  promise_base* awaiting = nullptr;
  std::source_location where;  // of the co_await: for whoever has a debugger
};

/// An await of a future: the end of a chain.
struct await_leaf : await_point {
  /// Polls the future. Returns: whether its outcome is there.
  bool (*poll)(await_leaf& self, context& cx) noexcept = nullptr;
};

/// An await of another coroutine.
struct await_call : await_point {
  promise_base* callee = nullptr;
  bool owns_callee = false;  // else somebody else does, and may keep it
};

/// What a poll lends to the chain while it runs.
struct await_root {
  context& cx;                 // of this poll
  await_leaf* leaf = nullptr;  // where the chain is suspended now
};

/// What the promise of every coroutine of a chain has, as its first base.
class promise_base {
 public:
  // In this order: async_chain in runtime/bench is slower with the other one.
  await_point* link = nullptr;  // see invariant 3: leaf(), or awaited_by()
  await_root* root = nullptr;   // see invariant 2

  promise_base() = default;
  promise_base(const promise_base&) = delete;
  promise_base& operator=(const promise_base&) = delete;

  /// Its frame. The promise lies at the same place in every one whose promise
  /// is not over-aligned.
  [[nodiscard]] std::coroutine_handle<> frame() noexcept {
    return std::coroutine_handle<promise_base>::from_promise(*this);
  }

  /// Neither done nor in use: may be resumed.
  [[nodiscard]] bool is_at_rest() const noexcept { return root == nullptr; }
  [[nodiscard]] bool is_done() const noexcept { return root == completed(); }

  /// Where its chain waits; null: it has not begun. Requires: is_at_rest().
  [[nodiscard]] await_leaf* leaf() const noexcept {
    return static_cast<await_leaf*>(link);
  }

  /// The call that it was resumed by; null: it is the first of its chain.
  /// Requires: not is_at_rest().
  [[nodiscard]] await_call* awaited_by() const noexcept {
    return static_cast<await_call*>(link);
  }

  /// The await at the end of every coroutine.
  struct final_awaiter {
    bool await_ready() const noexcept { return false; }

    /// Completes `ended`. Returns: what runs next: the caller, or nothing, and
    /// whoever polls the chain has control again.
    template <class Promise>
    std::coroutine_handle<> await_suspend(
        std::coroutine_handle<Promise> ended) const noexcept {
      KIOTO_TODO("ch03.await");
    }

    void await_resume() const noexcept {}
  };

  static void* operator new(std::size_t size) { return allocate_frame(size); }
  static void operator delete(void* frame, std::size_t size) noexcept {
    deallocate_frame(frame, size);
  }

 private:
  // What `root` is in a coroutine that is done: no root at all.
  static await_root* completed() noexcept {
    static constinit char mark = 0;
    return reinterpret_cast<await_root*>(&mark);
  }
};

/// Lets a chain go on, as a part of that of `caller`, if there is one. One
/// without a leaf begins, in `first`. One whose leaf is ready goes on in the
/// coroutine that awaits it. One whose leaf is pending goes nowhere yet, and
/// says to `root` where it waits.
///
/// Returns: what runs next. Requires: `first` is at rest.
inline std::coroutine_handle<> go_on(promise_base& first, await_root& root,
                                     await_call* caller) noexcept {
  KIOTO_TODO("ch03.await");
}

/// Lets a chain run until it waits again, or is done.
///
/// Returns: whether it is done. Requires: `first` is at rest.
inline bool resume_chain(promise_base& first, context& cx) {
  KIOTO_TODO("ch03.await");
}

/// Makes a chain a part of the caller's. Returns, requires: as go_on().
inline std::coroutine_handle<> resume_callee(await_call& call) noexcept {
  KIOTO_TODO("ch03.await");
}

/// Destroys a chain that waits, from the leaf to `first`. Where a coroutine was
/// only borrowed, it leaves the chain with all that it awaits.
void destroy_chain(promise_base& first) noexcept;

/// Destroys a coroutine, and with it every coroutine that it awaits.
///
/// Requires: it is at rest or done; stops the program if not.
inline void destroy_async(promise_base& first) noexcept {
  if (first.is_done()) {
    first.frame().destroy();
  } else {
    destroy_chain(first);
  }
}

}  // namespace kioto::detail
