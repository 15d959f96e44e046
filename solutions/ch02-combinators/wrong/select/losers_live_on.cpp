// SPDX-License-Identifier: MIT
// mistake: Whoever drops the select drops the losers with it.
// rejected by: the losers are destroyed before the value is there
// in: plain
// says: must be free when the caller goes on

// body of kioto::select_future::finish
{ complete_ = true; }
