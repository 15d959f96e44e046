// SPDX-License-Identifier: MIT
#include <link.h>
#include <algorithm>
#include <checker/program.hpp>
#include <string_view>

// Around the program's own code (image.hpp).
extern "C" void kioto_checker_code_begin();
extern "C" void kioto_checker_code_end();

namespace checker {
namespace {

struct range {
  address base = 0;
  address end = 0;

  bool contains(address a) const { return a > base && a < end; }
};

struct modules {
  range program;
  range code;  // all of the program's file: its own, ours, calls to libraries
  range unwinder;
};

range code_of(const dl_phdr_info& module) {
  for (int i = 0; i < module.dlpi_phnum; ++i) {
    const auto& segment = module.dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
    const address begin = module.dlpi_addr + segment.p_vaddr;
    return {begin, begin + segment.p_memsz};
  }
  return {};
}

range range_of(const dl_phdr_info& module) {
  range its{module.dlpi_addr, 0};
  for (int i = 0; i < module.dlpi_phnum; ++i) {
    const auto& segment = module.dlpi_phdr[i];
    if (segment.p_type != PT_LOAD) continue;
    its.end = std::max(its.end, its.base + segment.p_vaddr + segment.p_memsz);
  }
  return its;
}

modules find_modules() {
  modules all;
  dl_iterate_phdr(
      [](dl_phdr_info* module, std::size_t, void* to) {
        auto& them = *static_cast<modules*>(to);
        const std::string_view name = module->dlpi_name;
        if (name.empty() && them.program.end == 0) {
          them.program = range_of(*module);
          them.code = code_of(*module);
        } else if (name.find("/libgcc_s.") != name.npos) {
          them.unwinder = range_of(*module);
        }
        return 0;
      },
      &all);
  return all;
}

// No static variable of a function: its guard would be taken for the program's.
const modules loaded = find_modules();

}  // namespace

bool is_in_program(address pc) {
  return pc > reinterpret_cast<address>(&kioto_checker_code_begin) &&
         pc < reinterpret_cast<address>(&kioto_checker_code_end);
}
bool is_in_code(address a) { return loaded.code.contains(a); }
bool is_in_unwinder(address pc) { return loaded.unwinder.contains(pc); }

// Of the call itself, and not of what comes behind it.
address in_file(address pc) { return pc - loaded.program.base - 1; }
address in_memory(address in_file) { return in_file + loaded.program.base + 1; }

}  // namespace checker
