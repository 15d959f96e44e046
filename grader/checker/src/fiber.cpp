// SPDX-License-Identifier: MIT
#include <cxxabi.h>
#include <link.h>
#include <pthread.h>
#include <sys/mman.h>
#include <algorithm>
#include <checker/fiber.hpp>
#include <checker/list.hpp>
#include <checker/vector_clock.hpp>
#include <cstdlib>
#include <cstring>
#include <utility>

// Saves the callee-saved registers and the stack pointer, and takes others.
// The shape is that of the System V ABI for x86-64.
asm(R"(
.text
.globl kioto_checker_switch
.hidden kioto_checker_switch
.type kioto_checker_switch,@function
kioto_checker_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret

.globl kioto_checker_begin
.hidden kioto_checker_begin
.type kioto_checker_begin,@function
kioto_checker_begin:
  xorl %ebp, %ebp
  pushq %rbp
  movq %r12, %rdi
  call *%r13
  ud2
)");

extern "C" void kioto_checker_switch(void** save, void* load);
extern "C" void kioto_checker_begin();

// Null unless the program is built with AddressSanitizer, which has to know of
// each stack.
extern "C" {
[[gnu::weak]] void __sanitizer_start_switch_fiber(void** save,
                                                  const void* bottom,
                                                  std::size_t size);
[[gnu::weak]] void __sanitizer_finish_switch_fiber(void* save, const void**,
                                                   std::size_t*);
[[gnu::weak]] void __asan_unpoison_memory_region(const volatile void* memory,
                                                 std::size_t size);
}

namespace checker {
namespace {

constexpr std::size_t stride = fiber::stack_size + fiber::guard_size;

// All stacks, each behind its guard page; null: not yet.
constinit char* all_stacks = nullptr;

struct found_tls {
  memory_range program{};
  const char* image = nullptr;  // how it is at the begin of a thread
  std::size_t image_size = 0;
  memory_range all{};  // one block: libraries that come later do not count
};

int find_tls(dl_phdr_info* module, std::size_t, void* to) {
  auto& tls = *static_cast<found_tls*>(to);
  char* const its = static_cast<char*>(module->dlpi_tls_data);
  for (int i = 0; its != nullptr && i < module->dlpi_phnum; ++i) {
    const auto& segment = module->dlpi_phdr[i];
    if (segment.p_type != PT_TLS) continue;
    const bool is_program = module->dlpi_name[0] == 0;
    if (is_program) {
      tls.program = {its, segment.p_memsz};
      tls.image =
          reinterpret_cast<const char*>(module->dlpi_addr + segment.p_vaddr);
      tls.image_size = segment.p_filesz;
    }
    char* const begin = tls.all.size == 0 ? its : std::min(its, tls.all.begin);
    char* const end =
        std::max(its + segment.p_memsz, tls.all.begin + tls.all.size);
    tls.all = {begin, static_cast<std::size_t>(end - begin)};
  }
  return 0;
}

const found_tls& the_tls() {
  static const found_tls found = [] {
    found_tls tls;
    dl_iterate_phdr(&find_tls, &tls);
    return tls;
  }();
  return found;
}

char* map_stack(std::size_t slot) {
  if (all_stacks == nullptr) {
    void* const memory =
        mmap(nullptr, most_threads * stride, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) out_of_memory();
    all_stacks = static_cast<char*>(memory);
  }
  char* const guard = all_stacks + slot * stride;
  mprotect(guard, fiber::guard_size, PROT_NONE);
  return guard + fiber::guard_size;
}

void arrive(void* saved) {
  if (__sanitizer_finish_switch_fiber != nullptr) {
    __sanitizer_finish_switch_fiber(saved, nullptr, nullptr);
  }
}

// The begin of each fiber.
void begin(void (*entry)()) {
  arrive(nullptr);
  entry();
}

char* allocate_thread_locals(std::size_t size) {
  if (size == 0) return nullptr;
  void* const memory = std::malloc(size);
  if (memory == nullptr) out_of_memory();
  return static_cast<char*>(memory);
}

}  // namespace

memory_range thread_locals() { return the_tls().all; }

bool fiber::has_overflowed_at(const void* p) const {
  return memory_range{stack_ - guard_size, guard_size}.contains(p);
}

void fiber::adopt_this_thread() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    void* bottom = nullptr;
    pthread_attr_getstack(&attributes, &bottom, &size_);
    stack_ = static_cast<char*>(bottom);
    pthread_attr_destroy(&attributes);
  }
  thread_locals_ = allocate_thread_locals(the_tls().program.size);
}

int slot_of_stack(const void* p) {
  const memory_range all{all_stacks, most_threads * stride};
  if (all_stacks == nullptr || !all.contains(p)) return -1;
  const std::size_t at =
      static_cast<std::size_t>(static_cast<const char*>(p) - all_stacks);
  return static_cast<int>(at / stride);
}

void fiber::start(void (*entry)(), std::size_t slot) {
  if (stack_ == nullptr) {
    stack_ = map_stack(slot);
    thread_locals_ = allocate_thread_locals(the_tls().program.size);
  }
  if (__asan_unpoison_memory_region != nullptr) {
    __asan_unpoison_memory_region(stack_, stack_size);
  }
  if (const found_tls& tls = the_tls(); tls.program.size != 0) {
    std::memcpy(thread_locals_, tls.image, tls.image_size);
    std::memset(thread_locals_ + tls.image_size, 0,
                tls.program.size - tls.image_size);
  }
  exceptions_ = {};
  fake_stack_ = nullptr;
  // What kioto_checker_switch takes from there: r15 r14 r13 r12 rbx rbp, and
  // where to return to.
  auto** top = reinterpret_cast<void**>(stack_ + stack_size - 64);
  *--top = nullptr;
  *--top = reinterpret_cast<void*>(&kioto_checker_begin);
  top -= 6;
  std::memset(top, 0, 6 * sizeof(void*));
  top[2] = reinterpret_cast<void*>(&begin);
  top[3] = reinterpret_cast<void*>(entry);
  sp_ = top;
}

void fiber::clear_stack() {
  std::memset(stack_, 0,
              static_cast<std::size_t>(static_cast<char*>(sp_) - stack_));
}

void fiber::switch_to(fiber& from, fiber& to) {
  auto& now = *reinterpret_cast<handled_exceptions*>(abi::__cxa_get_globals());
  from.exceptions_ = std::exchange(now, to.exceptions_);
  if (const memory_range locals = the_tls().program; locals.size != 0) {
    std::memcpy(from.thread_locals_, locals.begin, locals.size);
    std::memcpy(locals.begin, to.thread_locals_, locals.size);
  }
  if (__sanitizer_start_switch_fiber != nullptr) {
    __sanitizer_start_switch_fiber(&from.fake_stack_, to.stack_, to.size_);
  }
  kioto_checker_switch(&from.sp_, to.sp_);
  arrive(from.fake_stack_);
}

}  // namespace checker
