// SPDX-License-Identifier: MIT
#include <checker/orders.hpp>

namespace checker {
namespace {

struct named {
  int order;
  const char* name;
};
constexpr named all[] = {
    {__ATOMIC_RELAXED, "relaxed"}, {__ATOMIC_CONSUME, "consume"},
    {__ATOMIC_ACQUIRE, "acquire"}, {__ATOMIC_RELEASE, "release"},
    {__ATOMIC_ACQ_REL, "acq_rel"}, {__ATOMIC_SEQ_CST, "seq_cst"},
};

}  // namespace

const char* name_of_order(int order) {
  for (const named& n : all) {
    if (n.order == order) return n.name;
  }
  return "?";
}

std::optional<int> order_named(std::string_view name) {
  for (const named& n : all) {
    if (name == n.name) return n.order;
  }
  return std::nullopt;
}

int orders::look_up(address pc, op_kind kind, int order) {
  if (notes_) {
    use& u = uses_.get(pc);
    u.kind = kind;
    u.order = order;
  }
  for (const replacement& r : replaced_) {
    if (r.pc == pc) return r.order;
  }
  return order;
}

int orders::look_up_failure(address pc, int order) {
  if (notes_) uses_.get(pc).if_it_fails = order;
  for (const replacement& r : replaced_if_it_fails_) {
    if (r.pc == pc) return r.order;
  }
  return order;
}

}  // namespace checker
