// SPDX-License-Identifier: MIT
//
// Content hashes for the caches: XXH3, 128 bits. Not cryptographic: a cache key
// only has to tell one honest input from another.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace grader {

class digest {
 public:
  digest();
  ~digest();
  digest(digest&&) noexcept;
  digest& operator=(digest&&) noexcept;

  // Each part is framed by its length: ("ab", "c") differs from ("a", "bc").
  digest& add(std::string_view text);
  digest& add(long long number);
  // The file's content; a missing file counts as such and differs from an
  // empty one.
  digest& add_file(const std::filesystem::path& file);

  std::string hex() const;  // 32 characters

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace grader
