// SPDX-License-Identifier: MIT
//
// pool<T>: objects of one execution, which keep their memory for the next.
#pragma once

#include <checker/list.hpp>
#include <new>

namespace checker {

/// Requires of T: a default constructor, and `reset()`, after which it is as
/// new.
template <class T>
class pool {
 public:
  pool() = default;
  pool(const pool&) = delete;
  pool& operator=(const pool&) = delete;

  /// Its address does not change.
  T& take() {
    if (used_ == all_.size()) {
      void* const memory = std::malloc(sizeof(T));
      if (memory == nullptr) out_of_memory();
      all_.push_back(new (memory) T);
    }
    T& object = *all_[used_++];
    object.reset();
    return object;
  }

  void clear() { used_ = 0; }

  [[nodiscard]] std::size_t size() const { return used_; }

 private:
  list<T*> all_;  // the first used_ of them are taken
  std::size_t used_ = 0;
};

}  // namespace checker
