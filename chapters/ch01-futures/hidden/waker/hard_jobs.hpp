// SPDX-License-Identifier: MIT
//
// Jobs that are harder on their wakers than ch01::job.
#pragma once

#include <array>
#include <ch01/job.hpp>
#include <cstring>
#include <kioto/future/waker.hpp>
#include <memory>
#include <utility>

namespace {

// --- a job that owns a waker ---

// Owns a waker, of itself or of another job, and destroys it when it is woken,
// or when nobody refers to it any more.
struct owner {
  ch01::job job;
  kioto::waker* owned = nullptr;
  bool keeps_memory = false;  // of the waker, until the job ends
  kioto::waker* memory = nullptr;

  ~owner() {
    if (memory) std::allocator<kioto::waker>().deallocate(memory, 1);
  }

  void destroy_owned() {
    auto* const w = std::exchange(owned, nullptr);
    if (w == nullptr) return;
    std::destroy_at(w);
    if (!keeps_memory) return std::allocator<kioto::waker>().deallocate(w, 1);
    // What is left of it: not the words of a waker.
    std::memset(static_cast<void*>(w), 0, sizeof *w);
    memory = w;
  }
};

owner& owner_at(void* data) noexcept { return *static_cast<owner*>(data); }
void* owner_clone(void* data) noexcept {
  ch01::job_calls::clone(&owner_at(data).job);
  return data;
}
void owner_wake(void* data) noexcept {
  ch01::job_calls::wake(&owner_at(data).job);
  owner_at(data).destroy_owned();
}
void owner_wake_by_ref(void* data) noexcept {
  ch01::job_calls::wake_by_ref(&owner_at(data).job);
}
void owner_drop(void* data) noexcept {
  ch01::job_calls::drop(&owner_at(data).job);
  if (owner_at(data).job.references == 0) owner_at(data).destroy_owned();
}

const kioto::waker_vtable owner_table = {.clone = owner_clone,
                                         .wake = owner_wake,
                                         .wake_by_ref = owner_wake_by_ref,
                                         .drop = owner_drop};

template <class... Args>
kioto::waker* new_waker(Args&&... args) {
  return std::construct_at(std::allocator<kioto::waker>().allocate(1),
                           std::forward<Args>(args)...);
}

// --- a job with a place for each of its wakers ---

// A clone is the next place: each waker has a pointer of its own.
struct row {
  std::array<char, 4> places{};
  const void* dropped = nullptr;  // what drop got last
};

row* the_row = nullptr;  // of this probe

void* row_clone(void* data) noexcept { return static_cast<char*>(data) + 1; }
void row_wake(void*) noexcept {}
void row_drop(void* data) noexcept { the_row->dropped = data; }

const kioto::waker_vtable row_table = {.clone = row_clone,
                                       .wake = row_wake,
                                       .wake_by_ref = row_wake,
                                       .drop = row_drop};

}  // namespace
