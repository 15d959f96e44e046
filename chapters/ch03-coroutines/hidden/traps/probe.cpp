// SPDX-License-Identifier: MIT
//
// page_cache, with a network and a disk that say what they did.
#include <ch03/gate.hpp>
#include <cstdint>
#include <grader/probe.hpp>
#include <kioto/async/async.hpp>
#include <string>
#include <traps/page_cache.hpp>
#include <utility>
#include <vector>

#include "support.hpp"

using ch03::gate;
using kioto::async;
using probe::emit;

namespace {

// The disk waits for `ready`.
struct world final : traps::world {
  gate ready;

  async<std::string> fetch(int id) override {
    emit("fetched", id);
    co_return "page " + std::to_string(id);
  }
  async<> write(int id) override {
    co_await ready;
    emit("saved", id);
  }
};

}  // namespace

PROBE(get_twice) {
  const auto id = probe::ask<int>("id");
  world w;
  w.ready.open();
  traps::page_cache cache(w);
  for (int i = 0; i < 2; ++i) got("got", cache.get(id));
}

PROBE(warm_up) {
  world w;
  w.ready.open();
  traps::page_cache cache(w);
  const auto asked = probe::ask<std::vector<std::int64_t>>("ids");
  const std::vector<int> ids(asked.begin(), asked.end());
  auto call = cache.warm_up(ids);
  if (finished(call).is_ready()) emit("warm");
  got("got", cache.get(ids[probe::ask<std::size_t>("one")]));
}

PROBE(slow_disk) {
  world w;
  traps::page_cache cache(w);
  auto call = cache.get(probe::ask<int>("id"));
  const bool early = polled(call).is_ready();
  emit("is_ready()", early);
  if (early) return;
  auto next = cache.get(probe::ask<int>("id"));
  const bool given = polled(next).is_ready();
  emit("is_ready()", given);
  if (given) return;
  w.ready.open();
  emit("others go on");
  got("got", std::move(call));
}
