// SPDX-License-Identifier: MIT
//
// address_map<T>: what is known about the object at an address, in one
// execution. Cleared in O(1): a slot counts only if it is of this generation.
// Values keep their own memory from one execution to the next.
//
//   slots   [ key, generation, which ] ...      open addressing
//   values  [ T ] [ T ] [ T ] ...               never move
#pragma once

#include <checker/pool.hpp>
#include <cstddef>
#include <cstdint>

namespace checker {

using address = std::uintptr_t;

/// Requires of T: a default constructor, and `reset()`, after which it is as
/// new.
template <class T>
class address_map {
 public:
  address_map() { make_slots(first_slots); }
  address_map(const address_map&) = delete;
  address_map& operator=(const address_map&) = delete;

  /// Returns: null if nothing is known.
  [[nodiscard]] T* find(address key) {
    for (std::size_t i = hash(key);; i = next(i)) {
      slot& s = slots_[i];
      if (s.generation != generation_) return nullptr;
      if (s.key == key) return s.value;
    }
  }

  /// Returns: what is known; new if it is nothing.
  T& get(address key) {
    if (2 * (size_ + 1) > slot_count_) grow();
    std::size_t i = hash(key);
    for (;; i = next(i)) {
      if (slots_[i].generation != generation_) break;
      if (slots_[i].key == key) return *slots_[i].value;
    }
    T& value = values_.take();
    slots_[i] = {key, generation_, &value};
    ++size_;
    return value;
  }

  void clear() {
    size_ = 0;
    values_.clear();
    if (++generation_ == 0) {
      for (std::size_t i = 0; i < slot_count_; ++i) slots_[i].generation = 0;
      generation_ = 1;
    }
  }

  template <class F>
  void for_each(F f) const {
    for (std::size_t i = 0; i < slot_count_; ++i) {
      if (slots_[i].generation == generation_)
        f(slots_[i].key, *slots_[i].value);
    }
  }

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct slot {
    address key;
    std::uint32_t generation;
    T* value;
  };
  static constexpr std::size_t first_slots = 64;

  std::size_t hash(address key) const {
    return static_cast<std::size_t>((key >> 2) * 0x9E3779B97F4A7C15u >> shift_);
  }
  std::size_t next(std::size_t i) const { return (i + 1) & (slot_count_ - 1); }

  void make_slots(std::size_t count) {
    slots_ = static_cast<slot*>(std::calloc(count, sizeof(slot)));
    if (slots_ == nullptr) out_of_memory();
    slot_count_ = count;
    shift_ = 64 - __builtin_ctzll(count);
  }

  void grow() {
    slot* const before = slots_;
    const std::size_t count = slot_count_;
    make_slots(2 * count);
    for (std::size_t i = 0; i < count; ++i) {
      if (before[i].generation != generation_) continue;
      std::size_t at = hash(before[i].key);
      while (slots_[at].generation == generation_) at = next(at);
      slots_[at] = before[i];
    }
    std::free(before);
  }

  slot* slots_ = nullptr;
  std::size_t slot_count_ = 0;
  int shift_ = 0;
  std::size_t size_ = 0;
  std::uint32_t generation_ = 1;
  pool<T> values_;
};

}  // namespace checker
