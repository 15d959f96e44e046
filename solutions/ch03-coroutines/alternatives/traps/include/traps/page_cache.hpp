// SPDX-License-Identifier: MIT
// Alternative: what is called is kept in a variable, and awaited later.
//
// page_cache: asks the network for a page once, and then never again.
//
//   get(id) --> in pages_? -- yes --> the page
//                  |
//                  no --> fetch(id) --> save: disk(id), pages_ --> the page
//
// Thread safety: belongs to one thread. Many coroutines of it may wait at the
// same time.
#pragma once

#include <functional>
#include <kioto/async/async.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace traps {

class page_cache {
 public:
  /// `fetch` gets a page from the network, `disk` writes one to the disk. Both
  /// may take long.
  page_cache(std::function<kioto::async<std::string>(int)> fetch,
             std::function<kioto::async<>(int)> disk)
      : fetch_(std::move(fetch)), disk_(std::move(disk)) {}

  /// Gives a page, from the network if it is not here yet. It is saved before
  /// it is given: on the disk, and for the next one who asks.
  kioto::async<std::string> get(int id) {
    const auto known = pages_.find(id);
    if (known != pages_.end()) co_return known->second;
    std::string page = co_await fetch_(id);
    auto saving = save(id, page);
    co_await saving;
    co_return page;
  }

  /// Gets pages that will be asked for soon, one after the other.
  kioto::async<> warm_up(std::vector<int> ids) {
    for (const int id : ids) {
      auto page = get(id);
      co_await std::move(page);
    }
  }

 private:
  kioto::async<> save(int id, std::string page) {
    co_await disk_(id);
    pages_[id] = std::move(page);
  }

  std::function<kioto::async<std::string>(int)> fetch_;
  std::function<kioto::async<>(int)> disk_;
  std::map<int, std::string> pages_;
};

}  // namespace traps
