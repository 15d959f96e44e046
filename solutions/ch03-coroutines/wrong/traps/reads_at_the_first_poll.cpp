// SPDX-License-Identifier: MIT
// mistake: A coroutine reads its members when it is called.
// rejected by: kitchen: a bill is for what was served when it was asked for
// in: plain
// says: soup
// says: is read later

// region include/traps/kitchen.hpp#bill
co_return co_await receipt{table, served_}.print();
