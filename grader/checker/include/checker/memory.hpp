// SPDX-License-Identifier: MIT
//
// memory: who has accessed what, and which values a load may give.
//
// Plain memory is no scheduling point. Two accesses that nothing orders are a
// data race in each interleaving with the same synchronisation, so clocks find
// it in the first one that comes.
//
// An atomic has all its stores, in the order of the execution:
//
//   store    0       1       2       3        <- newest
//   value    0       1       1       2
//                    ^ the oldest that this thread may read: it knows of it, or
//                      of a later one (knowledge::seen)
//
// A load may give any of them from there on; a read-modify-write continues the
// newest.
//
// Not modelled: loads that see stores of their own future (load buffering), an
// order of stores that is not that of the execution, and a compare-exchange
// that fails with an old value.
//
// Source: the axioms of C++20 [intro.races], [atomics.order]; the store buffers
// of Norris and Demsky, "CDSChecker".
#pragma once

#include <array>
#include <checker/address_map.hpp>
#include <checker/arena.hpp>
#include <checker/finding.hpp>
#include <checker/pool.hpp>
#include <checker/thread_state.hpp>

namespace checker {

class execution;

/// One store of an atomic.
struct atomic_store {
  std::uint64_t value = 0;
  thread_id thread = 0;
  tick when = 0;
  bool releases = false;
  knowledge released;               // whoever acquires it learns that
  std::uint32_t sequential_at = 0;  // 0: not sequentially consistent
  code_place place;
  int step = 0;
};

struct atomic_location {
  struct reading {
    tick when;
    std::size_t store;
  };

  address at = 0;
  std::size_t size = 0;
  list<atomic_store> stores;
  std::array<list<reading>, most_threads> reads;
  std::array<tick, most_threads> accessed{};
  std::array<tick, most_threads> written{};
  std::array<code_place, most_threads> accessed_at{};
  std::size_t sequential_floor = 0;

  void reset();
};

class memory {
 public:
  explicit memory(execution& of) : execution_(of) {}

  void reset();

  // --- plain ---

  void access(address a, std::size_t size, bool writes, code_place place);

  /// A mutex or a condition variable is used: its memory has to be there, and
  /// may not be written at the same time.
  void use(address a, code_place place);
  /// It ends: nobody may use it any more.
  void destroy(address a, std::size_t size, code_place place);

  // --- operator new and delete ---

  void* allocate(std::size_t size, std::size_t alignment, code_place place);
  void free(void* memory, code_place place);
  [[nodiscard]] bool owns(const void* memory) const {
    return blocks_.owns(reinterpret_cast<address>(memory));
  }
  /// Returns: of a block that begins there; 0 if there is none.
  [[nodiscard]] std::size_t size_of(void* memory) {
    const block* const b = blocks_.block_at(reinterpret_cast<address>(memory));
    return b == nullptr ? 0 : b->size;
  }
  /// Memory that does not come from here is given out by a library: whoever
  /// accessed it before has nothing to do with whoever does now.
  void begin_life(void* memory, std::size_t size);
  /// Returns: a block that was not freed; null: none.
  [[nodiscard]] const block* leaked() const;

  // --- atomics: the caller has announced the operation ---

  std::uint64_t load(address a, std::size_t size, int order, code_place place);
  void store(address a, std::size_t size, std::uint64_t value, int order,
             code_place place);

  /// Returns: the value before. `change` gives the new one.
  template <class F>
  std::uint64_t update(address a, std::size_t size, int order, code_place place,
                       F change) {
    atomic_location& it = begin_update(a, size, order, place);
    const std::uint64_t before = it.stores.back().value;
    finish_update(it, change(before), order, place);
    return before;
  }

  /// Returns: whether it succeeded; if not, `expected` is the value.
  bool compare_exchange(address a, std::size_t size, std::uint64_t& expected,
                        std::uint64_t desired, int order, int failure_order,
                        bool is_weak, code_place place);

  void fence(int order, code_place place);

  /// The value for a futex that waits: the newest, acquired.
  std::uint64_t read_newest(address a, std::size_t size, code_place place);

  /// Stops the execution if `a` is in memory that was freed.
  void check_alive(address a, deed what, code_place place);

  /// Whether a store came after the one that was read there.
  [[nodiscard]] bool has_changed(const repeated_read& since);

 private:
  struct plain_access {
    tick when;
    thread_id thread;
    std::uint8_t bytes;  // of the eight, a bit each
    bool writes;
    code_place place;
    int step;
  };
  // A large access is noted as a whole.
  struct range_access {
    address begin;
    address end;
    plain_access what;  // of all bytes
  };
  struct granule {
    list<plain_access> accesses;
    list<atomic_location*> atomics;
    void reset() {
      accesses.clear();
      atomics.clear();
    }
  };

  party self(deed what, code_place place) const;
  void check_stack(address a, deed what, code_place place);
  void access_range(address a, std::size_t size, bool writes, code_place place);
  void check_ranges(address from, address to, bool writes, code_place place);
  void check_order(const plain_access& before, deed what, code_place place);
  void access_granule(address at, std::uint8_t bytes, bool writes,
                      code_place place);
  void end_atomics(granule& in, address from, std::size_t size, bool writes,
                   deed what, code_place place);
  [[noreturn]] void race(deed what, code_place place, const party& other);

  atomic_location& location(address a, std::size_t size);
  void touch(atomic_location& it, bool writes, code_place place);
  atomic_location& begin_update(address a, std::size_t size, int order,
                                code_place place);
  void finish_update(atomic_location& it, std::uint64_t value, int order,
                     code_place place);
  void append(atomic_location& it, std::uint64_t value, int order,
              bool continues, code_place place);
  std::size_t oldest_readable(const atomic_location& it, int order) const;
  void acquire(const atomic_store& from, int order);
  void note_read(atomic_location& it, std::size_t store);
  void note_repeat(const atomic_location& it, std::size_t store,
                   code_place place);

  execution& execution_;
  const memory_range thread_locals_ = thread_locals();
  arena blocks_;
  address_map<granule> granules_;
  list<range_access> ranges_;
  pool<atomic_location> locations_;

  vector_clock fenced_;  // what sequentially consistent fences have seen
  std::uint32_t sequential_clock_ = 1;
};

}  // namespace checker
