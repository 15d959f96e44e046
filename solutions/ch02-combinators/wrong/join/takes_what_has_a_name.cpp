// SPDX-License-Identifier: MIT
// mistake: Every child belongs to its join: take the reference off its type
//   and move it in.
// rejected by: a join that is dropped drops what it owns, and nothing else
// in: plain
// says: copied and moved 0, 1
// says: because a child with a name stays where it is

// initialisers and body of kioto::detail::join_child::join_child
: state_(std::in_place_index<0>, std::move(child)) {}

// region include/kioto/future/join.hpp#child-state
std::variant<future_slot<std::remove_reference_t<F>>, result_type,
             std::monostate>
    state_;
