// SPDX-License-Identifier: MIT
//
// operator new and delete of the program under test; those of the checker go to
// malloc.
#include <algorithm>
#include <checker/execution.hpp>
#include <cstdlib>
#include <new>

#define CALLER __builtin_return_address(0)

namespace {

using checker::execution;
using checker::is_modelled;
using checker::the_execution;

void* allocate(std::size_t size, std::size_t alignment, const void* pc) {
  if (!is_modelled()) {
    void* memory = nullptr;
    if (posix_memalign(&memory, std::max(alignment, sizeof(void*)),
                       std::max<std::size_t>(size, 1)) != 0) {
      checker::out_of_memory();
    }
    return memory;
  }
  execution& e = *the_execution;
  const execution::inside own(e);
  return e.mem().allocate(size, alignment, e.place(pc));
}

void deallocate(void* memory, const void* pc) {
  if (memory == nullptr) return;
  if (the_execution == nullptr || !the_execution->mem().owns(memory)) {
    return std::free(memory);
  }
  // Of an execution that is over, or of the checker's: the arena is cleared.
  if (!is_modelled()) return;
  execution& e = *the_execution;
  const execution::inside own(e);
  e.mem().free(memory, e.place(pc));
}

constexpr std::size_t usual = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

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
void operator delete(void* p) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p) noexcept { deallocate(p, CALLER); }
void operator delete(void* p, size) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p, size) noexcept { deallocate(p, CALLER); }
void operator delete(void* p, quiet) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p, quiet) noexcept { deallocate(p, CALLER); }
void operator delete(void* p, align) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p, align) noexcept { deallocate(p, CALLER); }
void operator delete(void* p, size, align) noexcept { deallocate(p, CALLER); }
void operator delete[](void* p, size, align) noexcept { deallocate(p, CALLER); }
