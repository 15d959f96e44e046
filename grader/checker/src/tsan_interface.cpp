// SPDX-License-Identifier: MIT
//
// What clang calls with -fsanitize=thread: before each access to memory, and in
// place of each atomic operation. ThreadSanitizer's own library is not linked.
#include <checker/execution.hpp>
#include <cstring>

#define CALLER __builtin_return_address(0)

namespace checker {
namespace {

void access(const volatile void* at, std::size_t size, bool writes,
            const void* pc) {
  if (size == 0 || !is_modelled()) return;
  execution& e = *the_execution;
  const execution::inside own(e);
  e.fail_if_it_has_to();
  e.mem().access(reinterpret_cast<address>(at), size, writes, e.place(pc));
}

address address_of(const volatile void* p) {
  return reinterpret_cast<address>(p);
}

// --- atomics ---

thread_state& announce(op_kind kind, address at, bool writes, int order,
                       code_place place) {
  operation op;
  op.kind = kind;
  op.first = {at, writes};
  if (order == __ATOMIC_SEQ_CST) op.second = {sequential_order, false};
  op.place = place;
  return the_execution->announce(op);
}

template <class T>
T load(const volatile T* p, int order, const void* pc) {
  if (!is_modelled()) return *p;
  execution& e = *the_execution;
  const execution::inside own(e);
  order = e.memory_orders().of(pc, op_kind::load, order);
  const code_place place = e.place(pc);
  announce(op_kind::load, address_of(p), false, order, place);
  return static_cast<T>(e.mem().load(address_of(p), sizeof(T), order, place));
}

template <class T>
void store(volatile T* p, T value, int order, const void* pc) {
  if (!is_modelled()) {
    *p = value;
    return;
  }
  execution& e = *the_execution;
  const execution::inside own(e);
  order = e.memory_orders().of(pc, op_kind::store, order);
  const code_place place = e.place(pc);
  announce(op_kind::store, address_of(p), true, order, place);
  e.mem().store(address_of(p), sizeof(T), value, order, place);
}

template <class T, class F>
T update(volatile T* p, int order, const void* pc, F change) {
  if (!is_modelled()) {
    const T before = *p;
    *p = change(before);
    return before;
  }
  execution& e = *the_execution;
  const execution::inside own(e);
  order = e.memory_orders().of(pc, op_kind::update, order);
  const code_place place = e.place(pc);
  announce(op_kind::update, address_of(p), true, order, place);
  return static_cast<T>(e.mem().update(
      address_of(p), sizeof(T), order, place, [&](std::uint64_t before) {
        return static_cast<std::uint64_t>(change(static_cast<T>(before)));
      }));
}

template <class T>
bool compare_exchange(volatile T* p, T& expected, T desired, int order,
                      int failure_order, bool is_weak, const void* pc) {
  if (!is_modelled()) {
    if (*p == expected) {
      *p = desired;
      return true;
    }
    expected = *p;
    return false;
  }
  execution& e = *the_execution;
  const execution::inside own(e);
  order = e.memory_orders().of(pc, op_kind::compare_exchange, order);
  failure_order = e.memory_orders().if_it_fails(pc, failure_order);
  const code_place place = e.place(pc);
  announce(op_kind::compare_exchange, address_of(p), true, order, place);
  std::uint64_t value = expected;
  const bool done =
      e.mem().compare_exchange(address_of(p), sizeof(T), value, desired, order,
                               failure_order, is_weak, place);
  if (!done) expected = static_cast<T>(value);
  return done;
}

}  // namespace
}  // namespace checker

extern "C" {

void __tsan_init() {}

void __tsan_func_entry(void* call) {
  using namespace checker;
  if (!is_modelled()) return;
  thread_state& t = the_execution->self();
  t.calls[t.depth++ % t.calls.size()] = call;
  if (t.context.is_nearly_full_at(__builtin_frame_address(0))) [[unlikely]] {
    const execution::inside own(*the_execution);
    the_execution->fail(problem::crash, the_execution->place(call),
                        "the stack of the thread is full");
  }
}
void __tsan_func_exit() {
  using namespace checker;
  if (!is_modelled()) return;
  thread_state& t = the_execution->self();
  if (t.depth > 0) --t.depth;
}

// --- plain memory ---

#define PLAIN(size)                                                            \
  void __tsan_read##size(void* p) { checker::access(p, size, false, CALLER); } \
  void __tsan_write##size(void* p) { checker::access(p, size, true, CALLER); } \
  void __tsan_unaligned_read##size(void* p) {                                  \
    checker::access(p, size, false, CALLER);                                   \
  }                                                                            \
  void __tsan_unaligned_write##size(void* p) {                                 \
    checker::access(p, size, true, CALLER);                                    \
  }
PLAIN(1)
PLAIN(2)
PLAIN(4)
PLAIN(8)
PLAIN(16)
#undef PLAIN

void __tsan_read_range(void* p, unsigned long size) {
  checker::access(p, size, false, CALLER);
}
void __tsan_write_range(void* p, unsigned long size) {
  checker::access(p, size, true, CALLER);
}
void __tsan_vptr_update(void** p, void* value) {
  if (*p != value) checker::access(p, sizeof(void*), true, CALLER);
}
void __tsan_vptr_read(void** p) {
  checker::access(p, sizeof(void*), false, CALLER);
}
void* __tsan_memset(void* to, int value, unsigned long size) {
  checker::access(to, size, true, CALLER);
  return std::memset(to, value, size);
}
void* __tsan_memcpy(void* to, const void* from, unsigned long size) {
  checker::access(from, size, false, CALLER);
  checker::access(to, size, true, CALLER);
  return std::memcpy(to, from, size);
}
void* __tsan_memmove(void* to, const void* from, unsigned long size) {
  checker::access(from, size, false, CALLER);
  checker::access(to, size, true, CALLER);
  return std::memmove(to, from, size);
}

// --- atomics ---

#define ATOMIC(bits, type)                                                     \
  type __tsan_atomic##bits##_load(const volatile type* p, int order) {         \
    return checker::load(p, order, CALLER);                                    \
  }                                                                            \
  void __tsan_atomic##bits##_store(volatile type* p, type v, int order) {      \
    checker::store(p, v, order, CALLER);                                       \
  }                                                                            \
  type __tsan_atomic##bits##_exchange(volatile type* p, type v, int order) {   \
    return checker::update(p, order, CALLER, [v](type) { return v; });         \
  }                                                                            \
  type __tsan_atomic##bits##_fetch_add(volatile type* p, type v, int order) {  \
    return checker::update(p, order, CALLER, [v](type before) {                \
      return static_cast<type>(before + v);                                    \
    });                                                                        \
  }                                                                            \
  type __tsan_atomic##bits##_fetch_sub(volatile type* p, type v, int order) {  \
    return checker::update(p, order, CALLER, [v](type before) {                \
      return static_cast<type>(before - v);                                    \
    });                                                                        \
  }                                                                            \
  type __tsan_atomic##bits##_fetch_or(volatile type* p, type v, int order) {   \
    return checker::update(p, order, CALLER, [v](type before) {                \
      return static_cast<type>(before | v);                                    \
    });                                                                        \
  }                                                                            \
  type __tsan_atomic##bits##_fetch_and(volatile type* p, type v, int order) {  \
    return checker::update(p, order, CALLER, [v](type before) {                \
      return static_cast<type>(before & v);                                    \
    });                                                                        \
  }                                                                            \
  type __tsan_atomic##bits##_fetch_xor(volatile type* p, type v, int order) {  \
    return checker::update(p, order, CALLER, [v](type before) {                \
      return static_cast<type>(before ^ v);                                    \
    });                                                                        \
  }                                                                            \
  type __tsan_atomic##bits##_fetch_nand(volatile type* p, type v, int order) { \
    return checker::update(p, order, CALLER, [v](type before) {                \
      return static_cast<type>(~(before & v));                                 \
    });                                                                        \
  }                                                                            \
  int __tsan_atomic##bits##_compare_exchange_strong(                           \
      volatile type* p, type* expected, type desired, int order, int fail) {   \
    return checker::compare_exchange(p, *expected, desired, order, fail,       \
                                     false, CALLER);                           \
  }                                                                            \
  int __tsan_atomic##bits##_compare_exchange_weak(                             \
      volatile type* p, type* expected, type desired, int order, int fail) {   \
    return checker::compare_exchange(p, *expected, desired, order, fail, true, \
                                     CALLER);                                  \
  }                                                                            \
  type __tsan_atomic##bits##_compare_exchange_val(                             \
      volatile type* p, type expected, type desired, int order, int fail) {    \
    checker::compare_exchange(p, expected, desired, order, fail, false,        \
                              CALLER);                                         \
    return expected;                                                           \
  }
ATOMIC(8, std::uint8_t)
ATOMIC(16, std::uint16_t)
ATOMIC(32, std::uint32_t)
ATOMIC(64, std::uint64_t)
#undef ATOMIC

void __tsan_atomic_thread_fence(int order) {
  using namespace checker;
  if (!is_modelled()) return;
  execution& e = *the_execution;
  const execution::inside own(e);
  order = e.memory_orders().of(CALLER, op_kind::fence, order);
  const code_place place = e.place(CALLER);
  if (order == __ATOMIC_SEQ_CST) {
    operation op;
    op.kind = op_kind::fence;
    op.first = {sequential_order, true};
    op.place = place;
    e.announce(op);
  }
  e.mem().fence(order, place);
}
void __tsan_atomic_signal_fence(int) {}

}  // extern "C"
