// SPDX-License-Identifier: MIT
//
// What the library of AddressSanitizer says, where a program is linked with it;
// null if it is not.
#pragma once

extern "C" {
[[gnu::weak]] const char* __asan_get_report_description();
[[gnu::weak]] void* __asan_get_report_pc();
[[gnu::weak]] int __asan_get_report_access_type();  // 1: a write
[[gnu::weak]] void __sanitizer_set_death_callback(void (*callback)());
}
