// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <kioto/task/task_kind.hpp>
#include <memory>
#include <new>
#include <utility>

namespace kioto::detail {
namespace {

constexpr std::size_t first_capacity = 64;  // enough for most programs

constinit std::array<task_kind, first_capacity> first_kinds{};
constinit std::array<task_kind_number, first_capacity> first_next{};
constexpr task_kinds::room first_room{first_kinds.data(), first_next.data(),
                                      first_capacity};

}  // namespace

[[clang::no_destroy]] constinit task_kinds this_programs_kinds(first_room);

task_kinds::~task_kinds() {
  // relaxed: nobody else is here.
  const room* at = room_.load(std::memory_order_relaxed);
  while (at->before != nullptr) {
    delete[] at->kinds;
    delete[] at->next;
    delete std::exchange(at, at->before);
  }
}

// Not inlined: it is seldom needed where tasks are spawned.
[[gnu::noinline]] task_kind_number task_kinds::find_or_add(
    const task_vtable& vtable, std::source_location spawned_at) {
  if (const task_kind_number n = find(vtable, spawned_at)) return n;
  const std::lock_guard lock(mutex_);
  // Another thread may have been faster.
  if (const task_kind_number n = find(vtable, spawned_at)) return n;
  return add({&vtable, spawned_at});
}

task_kind_number task_kinds::find(
    const task_vtable& vtable, std::source_location spawned_at) const noexcept {
  // acquire: the kind; pairs with the release in add().
  task_kind_number n =
      first_[bucket_of(vtable, spawned_at)].load(std::memory_order_acquire);
  // After that: it has room for what was there. acquire: what is in it; pairs
  // with the release in grow().
  const room& in = *room_.load(std::memory_order_acquire);
  while (n != 0 && !is(in.kinds[n], vtable, spawned_at)) n = in.next[n];
  return n;
}

task_kind_number task_kinds::add(const task_kind& kind) {
  if (size_ == most) throw std::bad_alloc();
  // relaxed: only written under the mutex.
  const room* in = room_.load(std::memory_order_relaxed);
  if (size_ == in->capacity) in = &grow(*in);
  const auto n = static_cast<task_kind_number>(size_++);
  atomic_number& first = first_[bucket_of(*kind.vtable, kind.spawned_at)];
  in->kinds[n] = kind;
  // relaxed: only written under the mutex.
  in->next[n] = first.load(std::memory_order_relaxed);
  // release: publishes both; pairs with the acquire of who looks for it.
  first.store(n, std::memory_order_release);
  return n;
}

const task_kinds::room& task_kinds::grow(const room& old) {
  const std::size_t capacity = 2 * old.capacity;
  auto kinds = std::make_unique<task_kind[]>(capacity);
  auto next = std::make_unique<task_kind_number[]>(capacity);
  const room* const made = new room{kinds.get(), next.get(), capacity, &old};
  std::copy_n(old.kinds, old.capacity, kinds.release());
  std::copy_n(old.next, old.capacity, next.release());
  // release, both: publish the copies; pair with the acquire of operator[] and
  // of find().
  kinds_.store(made->kinds, std::memory_order_release);
  room_.store(made, std::memory_order_release);
  return *made;
}

}  // namespace kioto::detail
