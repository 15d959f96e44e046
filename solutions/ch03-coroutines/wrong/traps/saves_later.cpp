// SPDX-License-Identifier: MIT
// mistake: An async that is kept is as good as awaited.
// rejected by: page_cache: a page is fetched only once
// in: plain
// says: expected: saved
// says: the page is saved before it is given

// body of traps::page_cache::get
{
  for (auto& saving : std::exchange(saving_, {})) co_await saving;
  if (!pages_.at(id).empty()) co_return pages_.at(id);
  std::string page = co_await outside_.fetch(id);
  saving_.push_back(save(id, page));
  co_return page;
}

// region include/traps/page_cache.hpp#members
world& outside_;
std::array<std::string, 100> pages_;  // empty: not here
std::vector<kioto::async<>> saving_;
