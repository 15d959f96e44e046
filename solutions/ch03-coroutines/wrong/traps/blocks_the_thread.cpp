// SPDX-License-Identifier: MIT
// mistake: block_on waits for a future, so it can stand for co_await.
// rejected by: page_cache: a slow disk stops nobody but who waits for it
// in: plain
// says: it waits for ever
// says: the page is given when it is saved

// add include <kioto/rt/block_on.hpp>

// body of traps::page_cache::get
{
  if (!pages_.at(id).empty()) co_return pages_.at(id);
  std::string page = co_await outside_.fetch(id);
  kioto::block_on(save(id, page));
  co_return page;
}
