// SPDX-License-Identifier: MIT
//
// operator new and delete of the program under test, its malloc and free, and
// the memory of exceptions. What the checker and libraries need goes to the C
// library.
#include <dlfcn.h>
#include <algorithm>
#include <cerrno>
#include <checker/execution.hpp>
#include <checker/program.hpp>
#include <cstdlib>
#include <cstring>
#include <new>

#define CALLER __builtin_return_address(0)

// The C library's own.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void __libc_free(void* memory);
}

namespace {

using checker::execution;
using checker::is_modelled;
using checker::the_execution;

void* allocate_modelled(std::size_t size, std::size_t alignment,
                        const void* pc) {
  execution& e = *the_execution;
  const execution::inside own(e);
  return e.mem().allocate(size, alignment, e.place(pc));
}

constexpr std::size_t usual = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

// AddressSanitizer has a __libc_memalign, too, whose memory is not for
// __libc_free.
void* allocate_aligned(std::size_t size, std::size_t alignment) {
  using aligns = void* (*)(std::size_t, std::size_t);
  static constinit aligns next = nullptr;
  if (next == nullptr)
    next = reinterpret_cast<aligns>(dlsym(RTLD_NEXT, "memalign"));
  return next(alignment, size);
}

void* allocate(std::size_t size, std::size_t alignment, const void* pc) {
  if (is_modelled()) return allocate_modelled(size, alignment, pc);
  void* const memory = alignment <= usual ? __libc_malloc(size)
                                          : allocate_aligned(size, alignment);
  if (memory == nullptr) checker::out_of_memory();
  return memory;
}

bool is_in_arena(void* memory) {
  return the_execution != nullptr && the_execution->mem().owns(memory);
}

void deallocate(void* memory, const void* pc) {
  if (memory == nullptr) return;
  if (!is_in_arena(memory)) return __libc_free(memory);
  // Of an execution that is over, or of the checker's: the arena is cleared.
  if (!is_modelled()) return;
  execution& e = *the_execution;
  const execution::inside own(e);
  e.mem().free(memory, e.place(pc));
}

// A library may keep what it allocates, for longer than an execution.
bool is_modelled_for(const void* pc) {
  return is_modelled() &&
         checker::is_in_program(reinterpret_cast<checker::address>(pc));
}

}  // namespace

using size = std::size_t;
using align = std::align_val_t;
using quiet = const std::nothrow_t&;

void* operator new(size n) { return allocate(n, usual, CALLER); }
void* operator new[](size n) { return allocate(n, usual, CALLER); }
void* operator new(size n, quiet) noexcept {
  return allocate(n, usual, CALLER);
}
void* operator new[](size n, quiet) noexcept {
  return allocate(n, usual, CALLER);
}
void* operator new(size n, align a) {
  return allocate(n, static_cast<size>(a), CALLER);
}
void* operator new[](size n, align a) {
  return allocate(n, static_cast<size>(a), CALLER);
}
void* operator new(size n, align a, quiet) noexcept {
  return allocate(n, static_cast<size>(a), CALLER);
}
void* operator new[](size n, align a, quiet) noexcept {
  return allocate(n, static_cast<size>(a), CALLER);
}
void operator delete(void* p) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p) noexcept { deallocate(p, CALLER); }
void operator delete(void* p, size) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p, size) noexcept { deallocate(p, CALLER); }
void operator delete(void* p, quiet) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p, quiet) noexcept { deallocate(p, CALLER); }
void operator delete(void* p, align) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p, align) noexcept { deallocate(p, CALLER); }
void operator delete(void* p, align, quiet) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p, align, quiet) noexcept {
  deallocate(p, CALLER);
}
void operator delete(void* p, size, align) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p, size, align) noexcept { deallocate(p, CALLER); }

extern "C" {

void* malloc(size n) {
  if (!is_modelled_for(CALLER)) return __libc_malloc(n);
  return allocate_modelled(n, usual, CALLER);
}
void* calloc(size count, size n) {
  if (!is_modelled_for(CALLER)) return __libc_calloc(count, n);
  size bytes = 0;
  if (__builtin_mul_overflow(count, n, &bytes)) {
    errno = ENOMEM;
    return nullptr;
  }
  return std::memset(allocate_modelled(bytes, usual, CALLER), 0, bytes);
}
void* realloc(void* p, size n) {
  if (!is_modelled_for(CALLER) || (p != nullptr && !is_in_arena(p))) {
    return __libc_realloc(p, n);
  }
  void* const more = allocate_modelled(n, usual, CALLER);
  if (p != nullptr) {
    std::memcpy(more, p, std::min(n, the_execution->mem().size_of(p)));
    deallocate(p, CALLER);
  }
  return more;
}
void free(void* p) { deallocate(p, CALLER); }

void* __cxa_allocate_exception(size n) noexcept {
  using allocates = void* (*)(size);
  static constinit allocates next = nullptr;
  if (next == nullptr) {
    next = reinterpret_cast<allocates>(
        dlsym(RTLD_NEXT, "__cxa_allocate_exception"));
  }
  void* const exception = next(n);
  if (is_modelled()) {
    const execution::inside own(*the_execution);
    the_execution->mem().begin_life(exception, n);
    the_execution->self().thrown_at = the_execution->place(CALLER);
  }
  return exception;
}

}  // extern "C"
