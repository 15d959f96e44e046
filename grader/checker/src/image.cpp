// SPDX-License-Identifier: MIT
#include <checker/image.hpp>
#include <checker/list.hpp>
#include <cstdlib>

extern "C" {
extern char kioto_checker_data_begin[], kioto_checker_data_end[];
extern char kioto_checker_bss_begin[], kioto_checker_bss_end[];
}

namespace checker {
namespace {

struct range {
  char* begin;
  char* end;
  std::size_t size() const { return static_cast<std::size_t>(end - begin); }
};

range data() { return {kioto_checker_data_begin, kioto_checker_data_end}; }
range bss() { return {kioto_checker_bss_begin, kioto_checker_bss_end}; }

// Not memcpy, which AddressSanitizer looks at: there are red zones between the
// variables.
void copy(char* to, const char* from, std::size_t size) {
  asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
}

}  // namespace

bool image::is_linked_in_order() {
  return data().begin < data().end && bss().begin < bss().end;
}

void image::save() {
  if (saved_ == nullptr) {
    saved_ = static_cast<char*>(std::malloc(data().size() + bss().size()));
    if (saved_ == nullptr) out_of_memory();
  }
  copy(saved_, data().begin, data().size());
  copy(saved_ + data().size(), bss().begin, bss().size());
}

void image::restore() {
  copy(data().begin, saved_, data().size());
  copy(bss().begin, saved_ + data().size(), bss().size());
}

}  // namespace checker
