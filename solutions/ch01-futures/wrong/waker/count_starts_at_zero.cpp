// SPDX-License-Identifier: MIT
// mistake: The count counts wakers, and there is none at the start.
// rejected by: a wakeable lives exactly as long as somebody owns it
// in: plain
// says: destroyed 0
// says: the handle counts as one from the start

// region include/kioto/future/wakeable.hpp#count
std::atomic<std::size_t> references_{0};
