// SPDX-License-Identifier: MIT
//
// list<T>: a growable array of plain values that keeps its memory when it is
// cleared, since it is filled anew in each execution.
//
// std::vector would do, but for one thing: the program under test has its own
// instantiations of it, instrumented ones, and the linker keeps one of the two.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <type_traits>

namespace checker {

[[noreturn]] void out_of_memory();

template <class T>
class list {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  list() = default;
  list(const list& other) { *this = other; }
  list& operator=(const list& other) {
    if (this != &other) {
      clear();
      for (const T& value : other) push_back(value);
    }
    return *this;
  }
  ~list() { std::free(first_); }

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }

  T& operator[](std::size_t i) { return first_[i]; }
  const T& operator[](std::size_t i) const { return first_[i]; }
  T& back() { return first_[size_ - 1]; }
  const T& back() const { return first_[size_ - 1]; }

  T* begin() { return first_; }
  T* end() { return first_ + size_; }
  const T* begin() const { return first_; }
  const T* end() const { return first_ + size_; }

  /// Returns: the new element.
  T& push_back(const T& value) {
    if (size_ == room_) {
      const T copy = value;  // it may be one of ours
      grow();
      return first_[size_++] = copy;
    }
    return first_[size_++] = value;
  }
  void pop_back() { --size_; }
  void clear() { size_ = 0; }
  void resize_down(std::size_t size) { size_ = size; }

  /// Removes one; the order of the others stays.
  void remove(std::size_t i) {
    for (; i + 1 < size_; ++i) first_[i] = first_[i + 1];
    --size_;
  }
  void insert(std::size_t at, const T& value) {
    push_back(value);
    for (std::size_t i = size_ - 1; i > at; --i) {
      const T moved = first_[i - 1];
      first_[i - 1] = first_[i];
      first_[i] = moved;
    }
  }
  /// Removes one; the last one takes its place.
  void remove_unordered(std::size_t i) { first_[i] = first_[--size_]; }

 private:
  void grow() {
    room_ = room_ == 0 ? 8 : 2 * room_;
    void* const more =
        std::realloc(static_cast<void*>(first_), room_ * sizeof(T));
    if (more == nullptr) out_of_memory();
    first_ = static_cast<T*>(more);
  }

  T* first_ = nullptr;
  std::size_t size_ = 0;
  std::size_t room_ = 0;
};

}  // namespace checker
