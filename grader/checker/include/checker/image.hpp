// SPDX-License-Identifier: MIT
//
// image: the global variables of the program under test, as they were before
// its first execution.
//
// Where they are, two objects say that are linked before and behind those of
// the program (image_begin.cpp, image_end.cpp): what belongs to the checker and
// to other libraries is not touched.
#pragma once

#include <cstddef>

namespace checker {

class image {
 public:
  /// Takes note of them as they are now.
  void save();
  /// Makes them so again.
  void restore();

  /// Whether the program was linked as it has to be.
  [[nodiscard]] static bool is_linked_in_order();

 private:
  char* saved_ = nullptr;
};

}  // namespace checker
