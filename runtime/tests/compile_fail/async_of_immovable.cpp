// SPDX-License-Identifier: MIT
// async.22
// says: async<T> has to move its T to whoever awaits it
#include <kioto/async/async.hpp>
#include <memory>

struct fixed {
  fixed() = default;
  fixed(fixed&&) = delete;
};

#ifdef ALLOWED
kioto::async<std::unique_ptr<fixed>> make() {
  co_return std::make_unique<fixed>();
}
#else
kioto::async<fixed> make() { co_return fixed(); }
#endif
