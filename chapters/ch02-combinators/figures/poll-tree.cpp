// SPDX-License-Identifier: MIT
//
// A tree of join and select. The reader chooses which leaf's event comes next,
// and when the tree is polled.
#include <figure.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/fair_start.hpp>
#include <kioto/future/join.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/select.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "tree_shown.hpp"

namespace {

using figure::line;
using figure::look;

// #region shown
/// Is what a leaf waits for.
struct event {
  bool come = false;
  kioto::waker waiting;
};

/// Is a leaf of the tree: ready when its event has come.
class leaf {
 public:
  using output_type = int;

  explicit leaf(event& of) : event_(&of) {}
  leaf(leaf&& other) noexcept : event_(std::exchange(other.event_, nullptr)) {}
  ~leaf() {
    if (event_) event_->waiting = {};
  }

  kioto::poll<int> poll(kioto::context& cx) {
    if (event_->come) return kioto::poll<int>::ready(1);
    event_->waiting = cx.waker();
    return kioto::poll<int>::pending();
  }

 private:
  event* event_;
};
// #endregion shown

// What the reader sees --------------------------------------------------------

constexpr auto file = "poll-tree.cpp";
constexpr auto join_file = "kioto/future/join.hpp";
constexpr auto select_file = "kioto/future/select.hpp";

bool over = false;  // what is destroyed from here on is not shown

std::string polled_at(const node& it) {
  if (it.parent.empty()) return line(file, "auto answer = tree->poll(cx);");
  return nodes[it.parent].what == kind::join
             ? line(join_file,
                    "((I >= begin && I < end ? std::get<I>(children_)")
             : line(select_file, "auto result = child.poll(cx);");
}

std::string answered_at(const node& it) {
  switch (it.what) {
    case kind::leaf:
      return it.ready ? line(file, "return kioto::poll<int>::ready(1);")
                      : line(file, "return kioto::poll<int>::pending();");
    case kind::join:
      return it.ready ? line(join_file, "auto results = take_results();")
                      : line(join_file, "if (is_pending()) return");
    case kind::select:
      return it.ready ? line(select_file, "::ready(*std::move(won));")
                      : line(select_file, "if (!won) return");
  }
  return "";
}

void see_poll(const std::string& id) {
  node& it = nodes[id];
  ++it.polls;
  it.asked = 0;
  std::string by = it.parent.empty() ? "you" : it.parent;
  std::string text = it.polls == 1
                         ? "You poll the tree, at its root. Only now does "
                           "anything begin."
                         : "You poll the tree, at its root. It does not know "
                           "what has changed: it has to ask its children.";
  if (!it.parent.empty()) {
    node& parent = nodes[it.parent];
    bool is_first = parent.asked++ == 0;
    if (parent.what == kind::join) {
      text = is_first ? "The join polls every child that is pending. " +
                            it.title + " is the first this time."
                      : "It goes on with " + it.title + ".";
    } else {
      text = is_first ? "The select has drawn " + it.title + " to be first."
                      : "That one was pending, so the select polls " +
                            it.title + ".";
    }
  }
  figure::of(id).is(look::active, "is polled");
  figure::draw(arrow::call, by, id, "poll");
  busy = id;
  see(it.parent.empty() ? "you" : nodes[it.parent].title, text, polled_at(it));
}

std::string text_of(const node& it) {
  switch (it.what) {
    case kind::leaf:
      return it.ready ? "Its event has come. It is ready."
                      : "Its event has not come. It leaves the waker there, "
                        "and is pending.";
    case kind::join:
      return it.ready ? "Both results are here: the join is ready with them."
                      : "A result is missing, so the join is pending.";
    case kind::select:
      return it.ready ? "One child was enough: the select is ready. Both "
                        "children were destroyed before its value came out."
                      : "No child is ready, so the select is pending.";
  }
  return "";
}

void see_answer(const std::string& id, bool ready) {
  node& it = nodes[id];
  it.ready = ready;
  figure::of(id).is(ready ? look::ready : look::pending,
                    ready ? "ready" : "pending");
  figure::draw(arrow::answer, id, it.parent.empty() ? "you" : it.parent,
               ready ? "ready" : "pending");
  busy = id;
  see(it.title, text_of(it), answered_at(it));
}

// What is in a future that is destroyed goes in an order that std::tuple does
// not promise, and the libraries differ. So all of it goes in one step.
void cancel(const std::string& id, std::string& names, std::string& lost) {
  node& it = nodes[id];
  it.there = false;
  it.first = nullptr;
  figure::of(id).is(look::gone, "cancelled");
  if (it.what == kind::join) figure::of(id).set("has", "no result");
  lost += std::exchange(it.results, "");
  for (auto& [below, child] : nodes) {
    if (child.parent != id || !child.there) continue;
    names += (names.empty() ? "" : ", ") + child.title;
    cancel(below, names, lost);
  }
}

void see_destroyed(const std::string& id) {
  node& it = nodes[id];
  if (over || !it.there) return;
  it.there = false;
  it.first = nullptr;
  node* parent = it.parent.empty() ? nullptr : &nodes[it.parent];
  figure::box& box = figure::of(id);
  std::string who = it.title, text, where;
  if (it.ready && parent && parent->what == kind::join) {
    box.is(look::gone, "was ready");
    parent->results += (parent->results.empty() ? "" : ", ") + it.title;
    text = "The join keeps the result, and destroys " + it.title +
           " at once. It will not be polled again.";
    where = line(join_file, "state_.template emplace<1>(std::move(result)");
    who = parent->title;
  } else if (it.ready && parent) {
    box.is(look::gone, "has won");
    text = it.title + " has won. The select has its value, and destroys it.";
    where = line(select_file, "child.destroy();");
    who = parent->title;
  } else if (it.ready) {
    box.is(look::gone, "was ready");
    text = "The tree is done, and you destroy it. Its result is yours.";
    where = line(file, "if (answer.is_ready()) tree.reset();");
    who = "you";
  } else {
    text = parent ? it.title +
                        " has lost. The select destroys it: that is all that "
                        "it takes to cancel."
                  : "You drop the tree. That is all that it takes to cancel.";
    if (!parent) who = "you";
    where = parent ? line(select_file, "(child.destroy(), ...); }, children_);")
                   : line(file, "tree.reset();", "void drop(");
    std::string with_it, lost;
    cancel(id, with_it, lost);
    if (!with_it.empty()) text += " What is in it goes, too: " + with_it + ".";
    if (!lost.empty()) text += " A result was there already, and is lost.";
  }
  see(who, text, where);
}

/// Is a future that tells when it is polled, and when it is destroyed.
template <class F>
class watched {
 public:
  using output_type = kioto::output_of<F>;

  watched(const char* id, F future) : id_(id), future_(std::move(future)) {}
  watched(watched&& other) noexcept
      : id_(std::exchange(other.id_, nullptr)),
        future_(std::move(other.future_)) {}
  ~watched() {
    if (id_) see_destroyed(id_);
  }

  kioto::poll<output_type> poll(kioto::context& cx) {
    if constexpr (requires { future_.first_; }) {
      nodes[id_].first = &future_.first_;
    }
    see_poll(id_);
    auto answer = future_.poll(cx);
    see_answer(id_, answer.is_ready());
    return answer;
  }

 private:
  const char* id_;
  F future_;
};

struct note final : kioto::wakeable {
  bool ask_again = false;
  void wake() noexcept override { ask_again = true; }
};

// The scenario ----------------------------------------------------------------

kioto::wakeable_ptr<note> you = kioto::make_wakeable<note>();

void see_you(bool ready) {
  bool again = you->ask_again;
  if (ready) figure::can("");
  figure::of("you").is(ready   ? look::ready
                       : again ? look::woken
                               : look::asleep,
                       ready   ? "has the result"
                       : again ? "has been woken"
                               : "waits");
}

// #region you
/// Makes an event come.
void come(event& it) {
  it.come = true;
  if (it.waiting) std::move(it.waiting).wake();
}

/// Polls the tree once, and destroys it when it is ready.
template <class Tree>
void poll_once(std::optional<Tree>& tree, kioto::context& cx) {
  auto answer = tree->poll(cx);
  see_you(answer.is_ready());  //~
  if (answer.is_ready()) tree.reset();
}

/// Cancels the tree.
template <class Tree>
void drop(std::optional<Tree>& tree) {
  tree.reset();
}
// #endregion you

std::map<char, std::pair<std::string, event>> events;  // by action; its leaf

void outside(char action) {
  auto& [id, it] = events[action];
  bool waits = static_cast<bool>(it.waiting);
  bool before = you->ask_again;
  come(it);
  figure::of(id).set("event", "has come");
  std::string text = nodes[id].title + ": its event comes.";
  if (waits) {
    figure::of("you").is(look::woken, "has been woken");
    figure::of(id).is(look::woken, "has woken you");
    text += before ? " It wakes you, and you have not polled since the last "
                     "wake: one poll will do for both."
                   : " It wakes you. The waker is that of the whole tree: it "
                     "does not say which leaf it was.";
  } else if (nodes[id].there) {
    text += " The leaf was never polled, and has left no waker there.";
  } else {
    text += " The leaf is gone, and nobody waits for it.";
  }
  see("outside", text,
      waits ? line(file, "if (it.waiting) std::move(it.waiting).wake();")
            : line(file, "it.come = true;"));
}

template <class Tree>
void play(std::optional<Tree> tree, std::string_view letters) {
  kioto::waker waker = you.waker();
  kioto::context cx(waker);
  std::string can = std::string(letters) + "pd";
  figure::of("you").is(look::idle, "has not polled");
  figure::can(can);
  see("you",
      "You have a tree of futures. The leaves are at the bottom. Nothing has "
      "begun: nobody has polled.",
      line(file, nodes["root"].what == kind::join ? "auto load_from_both() {"
                                                  : "auto load_in_time() {"));
  for (char action : figure::actions()) {
    if (!tree) break;
    figure::begin_action();
    if (action == 'd') {
      figure::can("");
      drop(tree);
    } else if (action == 'p') {
      you->ask_again = false;
      figure::of("you").is(look::active, "polls");
      poll_once(tree, cx);
    } else if (can.contains(action)) {
      can.erase(can.find(action), 1);
      figure::can(can);
      outside(action);
    }
  }
  over = true;
}

void add(const char* id, kind what, const char* title, const char* parent) {
  node& it = nodes[id];
  it.title = title;
  it.what = what;
  it.parent = parent;
  figure::of(id).titled(title).is(look::idle, "not polled yet");
}

leaf leaf_of(const char* id, char action) {
  events[action].first = id;
  figure::of(id).set("event", "not yet");
  return leaf(events[action].second);
}

// #region trees
auto load() {
  return kioto::join(watched("a", leaf_of("a", 'u')),   // user
                     watched("b", leaf_of("b", 'f')));  // photo
}
auto fastest() {
  return kioto::select(watched("a", leaf_of("a", 'c')),   // cache
                       watched("b", leaf_of("b", 's')));  // server
}
auto load_in_time() {
  return kioto::select(watched("inner", load()),
                       watched("c", leaf_of("c", 't')));  // timeout
}
auto load_from_both() {
  return kioto::join(watched("inner", fastest()),
                     watched("c", leaf_of("c", 'f')));  // photo
}
// #endregion trees

}  // namespace

void figure::run() {
  // Which child a select draws first must be the same each time.
  kioto::detail::seed_fair_start(4);
  figure::of("you");
  bool race = chosen("tree", "race") == "race";
  if (race) {
    add("root", kind::select, "select", "");
    add("inner", kind::join, "join", "root");
    add("a", kind::leaf, "user", "inner");
    add("b", kind::leaf, "photo", "inner");
    add("c", kind::leaf, "timeout", "root");
    using tree = watched<decltype(load_in_time())>;
    play(std::optional<tree>(tree("root", load_in_time())), "uft");
  } else {
    add("root", kind::join, "join", "");
    add("inner", kind::select, "select", "root");
    add("a", kind::leaf, "cache", "inner");
    add("b", kind::leaf, "server", "inner");
    add("c", kind::leaf, "photo", "root");
    using tree = watched<decltype(load_from_both())>;
    play(std::optional<tree>(tree("root", load_from_both())), "csf");
  }
}
