// SPDX-License-Identifier: MIT
#include "run/kept_output.hpp"

#include <algorithm>

namespace grader {

void kept_output::append(std::string_view more) {
  const std::size_t room = std::min(more.size(), most - begin_.size());
  begin_ += more.substr(0, room);
  end_ += more.substr(room);
  if (end_.size() <= most) return;
  end_.erase(0, end_.size() - most);
  gap_ = true;
}

std::string kept_output::text() const {
  return gap_ ? begin_ + "\n...\n" + end_ : begin_ + end_;
}

}  // namespace grader
