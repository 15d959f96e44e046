// SPDX-License-Identifier: MIT
// mistake: What is fetched once need not be fetched again.
// rejected by: page_cache: pages are warmed up, one after the other
// in: plain
// says: expected: saved
// says: a page that was fetched is saved

// body of traps::page_cache::warm_up
{
  for (const int id : ids) {
    const std::string page = co_await outside_.fetch(id);
  }
}
