// SPDX-License-Identifier: MIT
//
// What the libraries of wasm32-wasi lack. There are no threads, so none ends,
// and nothing is ever registered to be destroyed then. There are no exceptions:
// a throw is a trap, and no scenario throws.
#include <cstddef>

extern "C" {
int __cxa_thread_atexit(void (*)(void*), void*, void*) { return 0; }
void* __cxa_allocate_exception(std::size_t) { __builtin_trap(); }
void __cxa_throw(void*, void*, void (*)(void*)) { __builtin_trap(); }
}
