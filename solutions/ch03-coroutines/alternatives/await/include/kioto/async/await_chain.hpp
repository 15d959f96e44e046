// SPDX-License-Identifier: MIT
// Alternative: a loop in the root, which resumes one coroutine after the other.
//
// No coroutine jumps to another one. Each goes back to the loop in
// resume_chain(), and has said before who runs next. As flat as the jumps, on
// every compiler; the price is a return and a call for each await.
#pragma once

#include <coroutine>
#include <cstddef>
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
  context& cx;
  await_leaf* leaf = nullptr;    // where the chain is suspended now
  promise_base* next = nullptr;  // who runs next
};

/// What the promise of every coroutine of a chain has, as its first base.
class promise_base {
 public:
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

    /// Completes `ended`, and says who runs next.
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
      promise_base& callee = ended.promise();
      await_root* root = std::exchange(callee.root, completed());
      if (callee.awaited_by() == nullptr) return;
      root->next = callee.awaited_by()->awaiting;
      root->next->root = root;
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

/// Says to the root who runs next: the first of the chain, the one that awaits
/// the leaf, or, if that is pending, nobody.
inline void go_on(promise_base& first, await_root& root,
                  await_call* caller) noexcept {
  await_leaf* leaf = first.leaf();
  first.link = caller;
  first.root = &root;
  root.next = &first;
  if (leaf != nullptr) {
    const bool ready = leaf->poll(*leaf, root.cx);
    root.leaf = ready ? nullptr : leaf;
    root.next = ready ? leaf->awaiting : nullptr;
    if (ready) root.next->root = &root;
  }
}

/// Lets a chain run until it waits again, or is done.
///
/// Returns: whether it is done. Requires: `first` is at rest.
inline bool resume_chain(promise_base& first, context& cx) {
  await_root root{cx};
  go_on(first, root, nullptr);
  while (promise_base* next = std::exchange(root.next, nullptr)) {
    next->frame().resume();
  }
  if (root.leaf == nullptr) return true;
  first.link = root.leaf;
  first.root = nullptr;
  return false;
}

/// Makes a chain a part of the caller's.
inline void resume_callee(await_call& call) noexcept {
  go_on(*call.callee, *call.awaiting->root, &call);
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
