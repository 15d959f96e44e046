// SPDX-License-Identifier: MIT
#include "build/digest.hpp"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include <optional>

#include "build/files.hpp"

namespace grader {

struct digest::state {
  XXH3_state_t hash;
};

digest::digest() : state_(std::make_unique<state>()) {
  XXH3_128bits_reset(&state_->hash);
}
digest::~digest() = default;
digest::digest(digest&&) noexcept = default;
digest& digest::operator=(digest&&) noexcept = default;

digest& digest::add(std::string_view text) {
  add(static_cast<long long>(text.size()));
  XXH3_128bits_update(&state_->hash, text.data(), text.size());
  return *this;
}

digest& digest::add(long long number) {
  XXH3_128bits_update(&state_->hash, &number, sizeof number);
  return *this;
}

digest& digest::add_file(const std::filesystem::path& file) {
  std::optional<std::string> text = try_read_file(file);
  if (!text) return add(-1);
  return add(*text);
}

std::string digest::hex() const {
  XXH128_hash_t h = XXH3_128bits_digest(&state_->hash);
  return fmt::format("{:016x}{:016x}", h.high64, h.low64);
}

}  // namespace grader
