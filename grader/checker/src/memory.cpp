// SPDX-License-Identifier: MIT
//
// Plain accesses, and operator new and delete.
#include <algorithm>
#include <checker/execution.hpp>
#include <checker/memory.hpp>

namespace checker {
namespace {

constexpr address granule_size = 8;

// Of an execution. It has gone astray, if it looks at more.
constexpr std::size_t most_granules = std::size_t{1} << 19;

// An access to more than that is noted as a whole.
constexpr std::size_t large = 2'048;

constexpr address granule_of(address a) { return a & ~(granule_size - 1); }

// The bytes of [a, a + size) that are in the granule at `at`.
constexpr std::uint8_t bytes_within(address at, address a, std::size_t size) {
  const address from = std::max(a, at) - at;
  const address to = std::min(a + size, at + granule_size) - at;
  return static_cast<std::uint8_t>((1u << to) - (1u << from));
}

}  // namespace

void memory::reset() {
  blocks_.reset();
  granules_.clear();
  ranges_.clear();
  locations_.clear();
  fenced_ = {};
  sequential_clock_ = 1;
}

party memory::self(deed what, code_place place) const {
  return {execution_.self().id, what, place, execution_.steps()};
}

void memory::race(deed what, code_place place, const party& other) {
  finding f;
  f.kind = problem::data_race;
  f.who = self(what, place);
  f.other = other;
  execution_.fail(f);
}

// A variable of a function that has returned, on the stack of another thread.
void memory::check_stack(address a, deed what, code_place place) {
  const auto* const p = reinterpret_cast<const void*>(a);
  const thread_id whose = slot_of_stack(p);
  if (whose < 0 || whose == execution_.self().id) return;
  const thread_state& other = execution_.thread(whose);
  if (!other.is_finished && other.context.is_in_use(p)) return;
  finding f;
  f.kind = problem::use_after_return;
  f.who = self(what, place);
  f.other = {whose, deed::none, other.next.place, execution_.steps()};
  execution_.fail(f);
}

void memory::check_alive(address a, deed what, code_place place) {
  if (!blocks_.contains(a)) return check_stack(a, what, place);
  const arena::state state = blocks_.state_of(a);
  if (state == arena::state::live) return;
  finding f;
  f.who = self(what, place);
  if (const block* b = blocks_.block_at(a); b != nullptr) {
    f.kind = problem::use_after_free;
    f.other = b->freed;
    f.allocated = b->allocated;
    f.size = b->size;
  } else {
    f.kind = problem::out_of_bounds;
  }
  execution_.fail(f);
}

void memory::use(address a, code_place place) {
  check_alive(a, deed::uses, place);
  access_granule(granule_of(a), bytes_within(granule_of(a), a, 1), false,
                 place);
}

void memory::destroy(address a, std::size_t size, code_place place) {
  access(a, size, true, place);
}

void memory::access(address a, std::size_t size, bool writes,
                    code_place place) {
  // Whose turn it is has its thread_local variables to itself.
  if (thread_locals_.contains(reinterpret_cast<const void*>(a))) return;
  check_alive(a, writes ? deed::writes : deed::reads, place);
  if (!ranges_.empty()) check_ranges(a, a + size, writes, place);
  if (size > large) return access_range(a, size, writes, place);
  for (address at = granule_of(a); at < a + size; at += granule_size) {
    access_granule(at, bytes_within(at, a, size), writes, place);
  }
  if (writes) execution_.sync().forget(a, size);
}

// Requires: it is another thread's, and one of the two writes.
void memory::check_order(const plain_access& before, deed what,
                         code_place place) {
  const thread_state& t = execution_.self();
  if (before.when <= t.knows.happened[before.thread]) return;
  race(what, place,
       {before.thread, before.writes ? deed::writes : deed::reads, before.place,
        before.step});
}

void memory::check_ranges(address from, address to, bool writes,
                          code_place place) {
  const thread_id me = execution_.self().id;
  for (const range_access& r : ranges_) {
    if (r.end <= from || to <= r.begin || r.what.thread == me) continue;
    if (r.what.writes || writes) {
      check_order(r.what, writes ? deed::writes : deed::reads, place);
    }
  }
}

void memory::access_range(address a, std::size_t size, bool writes,
                          code_place place) {
  const thread_state& t = execution_.self();
  const deed what = writes ? deed::writes : deed::reads;
  granules_.for_each([&](address at, granule& g) {
    if (at + granule_size <= a || a + size <= at) return;
    end_atomics(g, at, granule_size, writes, what, place);
    for (const plain_access& before : g.accesses) {
      if (before.thread != t.id && (before.writes || writes)) {
        check_order(before, what, place);
      }
    }
  });
  const plain_access now{t.time(), t.id,  0xFF,
                         writes,   place, execution_.steps()};
  for (range_access& r : ranges_) {
    if (r.begin == a && r.end == a + size && r.what.thread == t.id &&
        r.what.writes == writes) {
      r.what = now;
      return;
    }
  }
  ranges_.push_back({a, a + size, now});
}

void memory::access_granule(address at, std::uint8_t bytes, bool writes,
                            code_place place) {
  granule& g = granules_.get(at);
  if (granules_.size() > most_granules) {
    execution_.fail(problem::limit, place,
                    "accesses more than 4 MiB of memory");
  }
  const thread_state& t = execution_.self();
  // Nobody else has run since it did that before.
  for (const plain_access& before : g.accesses) {
    if (before.thread == t.id && before.when == t.time() &&
        (before.bytes & bytes) == bytes && (before.writes || !writes)) {
      return;
    }
  }
  const deed what = writes ? deed::writes : deed::reads;
  if (!g.atomics.empty()) {
    const auto from = static_cast<address>(__builtin_ctz(bytes));
    const auto count = static_cast<std::size_t>(__builtin_popcount(bytes));
    end_atomics(g, at + from, count, writes, what, place);
  }
  bool is_noted = false;
  for (std::size_t i = 0; i < g.accesses.size(); ++i) {
    plain_access& before = g.accesses[i];
    if (before.thread == t.id) {
      if (before.bytes == bytes && before.writes == writes) {
        before.when = t.time();
        before.place = place;
        before.step = execution_.steps();
        is_noted = true;
      }
      continue;
    }
    if ((before.bytes & bytes) == 0 || !(before.writes || writes)) continue;
    check_order(before, what, place);
    // It is ordered before this one, which says as much.
    if (writes && (before.bytes & ~bytes) == 0) {
      g.accesses.remove_unordered(i--);
    }
  }
  if (!is_noted) {
    g.accesses.push_back(
        {t.time(), t.id, bytes, writes, place, execution_.steps()});
  }
}

// A plain access to where an atomic was: must be ordered behind its accesses. A
// write begins the life of another object.
void memory::end_atomics(granule& in, address from, std::size_t size,
                         bool writes, deed what, code_place place) {
  const thread_state& t = execution_.self();
  for (std::size_t i = 0; i < in.atomics.size(); ++i) {
    const atomic_location& it = *in.atomics[i];
    if (it.at + it.size <= from || from + size <= it.at) continue;
    const auto& theirs = writes ? it.accessed : it.written;
    for (thread_id u = 0; u < execution_.thread_count(); ++u) {
      const auto other = static_cast<std::size_t>(u);
      if (u != t.id && theirs[other] > t.knows.happened[u]) {
        race(what, place, {u, deed::atomic_access, it.accessed_at[other], 0});
      }
    }
    if (writes) in.atomics.remove_unordered(i--);
  }
}

void* memory::allocate(std::size_t size, std::size_t alignment,
                       code_place place) {
  void* const block =
      blocks_.allocate(size, alignment, self(deed::allocates, place));
  if (block == nullptr) {
    execution_.fail(problem::limit, place, "more than 64 MiB of memory");
  }
  return block;
}

void memory::free(void* memory, code_place place) {
  const auto a = reinterpret_cast<address>(memory);
  block* const b = blocks_.contains(a) ? blocks_.block_at(a) : nullptr;
  if (b == nullptr || b->begin != a) {
    execution_.fail(problem::bad_free, place,
                    "the pointer was not returned by new");
  }
  if (b->freed.thread >= 0) {
    finding f;
    f.kind = problem::double_free;
    f.who = self(deed::frees, place);
    f.other = b->freed;
    f.allocated = b->allocated;
    f.size = b->size;
    execution_.fail(f);
  }
  // It is a write to all of it.
  const thread_state& t = execution_.self();
  check_ranges(a, a + b->size, true, place);
  const auto end = [&](address at, granule& g) {
    end_atomics(g, at, granule_size, true, deed::frees, place);
    for (const plain_access& before : g.accesses) {
      if (before.thread != t.id) check_order(before, deed::frees, place);
    }
  };
  if (b->size > large) {
    granules_.for_each([&](address at, granule& g) {
      if (at - a < b->size) end(at, g);
    });
  } else {
    for (address at = granule_of(a); at < a + b->size; at += granule_size) {
      if (granule* const g = granules_.find(at)) end(at, *g);
    }
  }
  execution_.sync().forget(a, b->size);
  blocks_.free(*b, self(deed::frees, place));
}

void memory::begin_life(void* memory, std::size_t size) {
  const auto a = reinterpret_cast<address>(memory);
  for (address at = granule_of(a); at < a + size; at += granule_size) {
    if (granule* const g = granules_.find(at)) g->reset();
  }
}

const block* memory::leaked() const {
  for (const block& b : blocks_.blocks()) {
    if (b.freed.thread < 0) return &b;
  }
  return nullptr;
}

}  // namespace checker
