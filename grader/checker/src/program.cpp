// SPDX-License-Identifier: MIT
#include <link.h>
#include <algorithm>
#include <checker/program.hpp>

namespace checker {
namespace {

struct range {
  address base = 0;
  address end = 0;
};

// The program is the first module that is listed.
range find_program() {
  range found;
  dl_iterate_phdr(
      [](dl_phdr_info* module, std::size_t, void* to) {
        auto& program = *static_cast<range*>(to);
        program.base = module->dlpi_addr;
        for (int i = 0; i < module->dlpi_phnum; ++i) {
          const auto& segment = module->dlpi_phdr[i];
          if (segment.p_type != PT_LOAD) continue;
          program.end = std::max(
              program.end, program.base + segment.p_vaddr + segment.p_memsz);
        }
        return 1;
      },
      &found);
  return found;
}

const range& program() {
  static const range found = find_program();
  return found;
}

}  // namespace

bool is_in_program(address pc) {
  return pc > program().base && pc < program().end;
}

// Of the call itself, and not of what comes behind it.
address in_file(address pc) { return pc - program().base - 1; }
address in_memory(address in_file) { return in_file + program().base + 1; }

}  // namespace checker
