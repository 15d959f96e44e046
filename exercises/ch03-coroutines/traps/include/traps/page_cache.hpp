// SPDX-License-Identifier: MIT
//
// ch03.traps: Four programs that compile
//
// This compiles, and it is wrong: find the mistake and repair it. Contract: the
// public names and what their comments promise. Free: everything that is
// private.
//
// page_cache: keeps what the network gave. A page that is here is not fetched
// again.
//
//   get(id) --> in pages_? -- yes --> the page
//                  |
//                  no --> fetch(id) --> save: write(id), pages_ --> the page
//
// Thread safety: belongs to one thread. Many coroutines of it may wait at the
// same time; two that ask for a page before it is here may both fetch it.
#pragma once

#include <array>
#include <kioto/async/async.hpp>
#include <string>
#include <utility>
#include <vector>

namespace traps {

/// Where pages come from, and where they go. Both may take long.
struct world {
  virtual kioto::async<std::string> fetch(int id) = 0;  // from the network
  virtual kioto::async<> write(int id) = 0;             // to the disk

 protected:
  ~world() = default;
};

class page_cache {
 public:
  explicit page_cache(world& outside) : outside_(outside) {}

  /// Gives a page, from the network if it is not here yet. It is saved before
  /// it is given: on the disk, and for the next one who asks.
  kioto::async<std::string> get(int id) {
    if (!pages_.at(id).empty()) co_return pages_.at(id);
    std::string page = co_await outside_.fetch(id);
    (void)save(id, page);
    co_return page;
  }

  /// Gets pages that will be asked for soon, one after the other.
  kioto::async<> warm_up(std::vector<int> ids) {
    for (const int id : ids) {
      const auto page = get(id);
    }
    co_return;
  }

 private:
  kioto::async<> save(int id, std::string page) {
    co_await outside_.write(id);
    pages_.at(id) = std::move(page);
  }

  world& outside_;
  std::array<std::string, 100> pages_;  // empty: not here
};

}  // namespace traps
