// SPDX-License-Identifier: MIT
//
// Is linked before the program under test: see image.hpp.
extern "C" {
[[gnu::used]] alignas(64) char kioto_checker_data_begin[64] = {1};
[[gnu::used]] alignas(64) char kioto_checker_bss_begin[64];
[[gnu::used]] void kioto_checker_code_begin() {}
}
