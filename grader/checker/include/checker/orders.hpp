// SPDX-License-Identifier: MIT
//
// orders: the memory orders of a program, operation by operation, and the
// question whether its scenarios need them: each can be taken to be weaker than
// the program says, without compiling it anew.
#pragma once

#include <checker/address_map.hpp>
#include <checker/operation.hpp>
#include <optional>
#include <string_view>

namespace checker {

[[nodiscard]] const char* name_of_order(int order);
/// Returns: as __ATOMIC_RELAXED and so on; nothing if it is no name.
[[nodiscard]] std::optional<int> order_named(std::string_view name);

class orders {
 public:
  struct use {
    op_kind kind = op_kind::none;
    int order = 0;
    int if_it_fails = -1;  // of a compare-exchange; -1: it is none
    void reset() { *this = {}; }
  };

  /// All uses from now on are noted, and those before are forgotten.
  void note_all() {
    notes_ = true;
    uses_.clear();
  }
  [[nodiscard]] bool notes() const { return notes_; }

  /// The operation at `pc` has this order, whatever the program says.
  void replace(address pc, int order) { replaced_.push_back({pc, order}); }
  /// The compare-exchange at `pc` has this one when it fails.
  void replace_if_it_fails(address pc, int order) {
    replaced_if_it_fails_.push_back({pc, order});
  }

  /// The order of an operation at `pc`, for which the program says `order`.
  int of(const void* pc, op_kind kind, int order) {
    if (!notes_ && replaced_.empty()) [[likely]]
      return order;
    return look_up(reinterpret_cast<address>(pc), kind, order);
  }
  /// That of a compare-exchange at `pc` that fails; after of().
  int if_it_fails(const void* pc, int order) {
    if (!notes_ && replaced_if_it_fails_.empty()) [[likely]]
      return order;
    return look_up_failure(reinterpret_cast<address>(pc), order);
  }

  template <class F>
  void for_each_use(F f) const {
    uses_.for_each(f);
  }

 private:
  struct replacement {
    address pc;
    int order;
  };

  int look_up(address pc, op_kind kind, int order);
  int look_up_failure(address pc, int order);

  bool notes_ = false;
  address_map<use> uses_;
  list<replacement> replaced_;
  list<replacement> replaced_if_it_fails_;
};

}  // namespace checker
