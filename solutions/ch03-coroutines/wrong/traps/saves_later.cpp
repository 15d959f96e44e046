// SPDX-License-Identifier: MIT
// mistake: An async that is kept is as good as awaited.
// rejected by: page_cache: a page is fetched only once
// in: plain
// says: expected: saved
// says: the page is saved before it is given

// body of traps::page_cache::get
{
  for (auto& saving : saving_) co_await saving;
  saving_.clear();
  const auto known = pages_.find(id);
  if (known != pages_.end()) co_return known->second;
  std::string page = co_await fetch_(id);
  saving_.push_back(save(id, page));
  co_return page;
}

// region include/traps/page_cache.hpp#more
std::vector<kioto::async<>> saving_;
