// SPDX-License-Identifier: MIT
// mistake: Every child belongs to its combinator: take the reference off its
//   type and move it in.
// rejected by: a child that is an lvalue is borrowed
// in: plain
// says: copied and moved 0, 1
// says: because a child that has a name belongs to whoever named it

// initialisers and body of kioto::map_future::map_future
: child_(std::move(child)), fn_(std::move(fn)) {}

// region include/kioto/future/map.hpp#state
detail::future_slot<std::remove_reference_t<F>> child_;
std::optional<Fn> fn_;
