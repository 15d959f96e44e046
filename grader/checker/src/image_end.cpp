// SPDX-License-Identifier: MIT
//
// Is linked behind the program under test: see image.hpp.
extern "C" {
[[gnu::used]] char kioto_checker_data_end[64] = {1};
[[gnu::used]] char kioto_checker_bss_end[64];
[[gnu::used]] void kioto_checker_code_end() {}
}
