// SPDX-License-Identifier: MIT
#include <link.h>
#include <checker/json.hpp>
#include <checker/program.hpp>
#include <checker/report.hpp>
#include <cstdio>

namespace checker {
namespace {

class writer {
 public:
  explicit writer(const execution& run) : run_(run) {}

  json& out() { return json_; }

  // The calls that lead there, the innermost first; those of the program only.
  void stack(std::string_view name, const code_place& place) {
    json_.key(name).begin_array();
    const trace::calls calls = run_.events().stack(place.stack);
    for (std::size_t i = 0; i < calls.count; ++i) {
      const auto pc = reinterpret_cast<address>(calls.begin[i]);
      if (!is_in_program(pc)) continue;
      char text[20];
      std::snprintf(text, sizeof text, "0x%lx", in_file(pc));
      json_.value(std::string_view(text));
    }
    json_.end_array();
  }

  // Each operation that was executed, with the order that the program says.
  void orders_in_use() {
    json_.key("orders").begin_array();
    run_.memory_orders().for_each_use([&](address pc, const orders::use& u) {
      char at[20];
      std::snprintf(at, sizeof at, "0x%lx", in_file(pc));
      json_.begin_object().member("at", at).member("kind", name_of(u.kind));
      json_.member("order", name_of_order(u.order));
      if (u.if_it_fails != -1) {
        json_.member("if_it_fails", name_of_order(u.if_it_fails));
      }
      json_.end_object();
    });
    json_.end_array();
  }

  void who(std::string_view name, const party& p) {
    if (p.thread < 0) return;
    json_.key(name).begin_object();
    json_.member("thread", p.thread).member("did", name_of(p.did));
    json_.member("step", p.step);
    stack("stack", p.place);
    json_.end_object();
  }

  void one_event(const event& e) {
    json_.begin_object();
    json_.member("step", e.step).member("thread", e.thread);
    json_.member("kind", name_of(e.kind));
    if (e.what != note::none) json_.member("note", name_of(e.what));
    if (e.object != 0) json_.member("object", e.object);
    if (e.size != 0) json_.member("size", e.size);
    json_.member("value", e.value).member("next_value", e.next_value);
    if (e.other_thread >= 0) {
      json_.member("other_step", e.other_step);
      json_.member("other_thread", e.other_thread);
    }
    stack("stack", e.place);
    json_.end_object();
  }

  void one_blocked(const blocked_thread& b) {
    json_.begin_object();
    json_.member("thread", b.thread).member("waits_in", name_of(b.waits_in));
    json_.member("object", b.object);
    json_.member("was_notified", b.was_notified);
    json_.member("is_spinning", b.is_spinning);
    if (b.holder >= 0) {
      json_.member("holder", b.holder);
      stack("held_since", b.held_since);
    }
    if (b.joins >= 0) json_.member("joins", b.joins);
    stack("stack", b.place);
    json_.end_object();
  }

 private:
  const execution& run_;
  json json_;
};

const char* name_of(confidence result) {
  switch (result) {
    case confidence::failed:
      return "failed";
    case confidence::proved:
      return "proved";
    case confidence::sampled:
      return "sampled";
  }
  return "?";
}

}  // namespace

std::string report(std::string_view scenario, const exploration& what,
                   const execution& run, const list<long>& outcomes) {
  writer w(run);
  json& out = w.out();
  out.begin_object();
  out.member("scenario", scenario).member("result", name_of(what.result));
  out.member("phase", what.phase).member("executions", what.executions);
  out.member("pruned", what.pruned).member("seconds", what.seconds);
  out.member("longest", what.longest);
  out.key("outcomes").begin_array();
  for (const long value : outcomes) {
    out.value(static_cast<std::int64_t>(value));
  }
  out.end_array();
  if (run.memory_orders().notes()) w.orders_in_use();
  if (what.result == confidence::failed) {
    const finding& f = run.found();
    out.key("failure").begin_object();
    out.member("kind", name_of(f.kind)).member("text", f.text.data());
    out.member("weak_memory", what.weak_memory);
    out.member("deviations", deviations(what.choices));
    out.member("schedule", to_string(what.choices));
    out.member("size", f.size);
    w.who("who", f.who);
    w.who("other", f.other);
    w.who("allocated", f.allocated);
    out.key("threads").begin_array();
    for (thread_id t = 0; t < run.thread_count(); ++t) {
      out.begin_object().member("id", t);
      w.stack("spawned_at", run.thread(t).spawned_at);
      out.end_object();
    }
    out.end_array();
    out.key("events").begin_array();
    for (const event& e : run.events().events()) w.one_event(e);
    out.end_array();
    out.key("blocked").begin_array();
    for (const blocked_thread& b : run.blocked()) w.one_blocked(b);
    out.end_array().end_object();
  }
  out.end_object();
  return out.text() + '\n';
}

}  // namespace checker
