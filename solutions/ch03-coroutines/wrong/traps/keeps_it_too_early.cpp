// SPDX-License-Identifier: MIT
// mistake: Saved is saved, in whatever order: the page is put into the cache
//   first, and then on the disk.
// rejected by: page_cache: a slow disk stops nobody but who waits for it
// in: plain
// says: is_ready() yes
// says: the next one who asks is not given it either

// body of traps::page_cache::get
{
  if (!pages_.at(id).empty()) co_return pages_.at(id);
  std::string page = co_await outside_.fetch(id);
  pages_.at(id) = page;
  co_await outside_.write(id);
  co_return page;
}
