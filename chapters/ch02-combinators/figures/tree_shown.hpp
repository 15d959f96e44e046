// SPDX-License-Identifier: MIT
//
// The tree of poll-tree.cpp as the reader sees it.
#pragma once

#include <cstddef>
#include <figure.hpp>
#include <map>
#include <string>
#include <string_view>

namespace {

using figure::arrow;

enum class kind { leaf, join, select };

struct node {
  std::string title;
  kind what = kind::leaf;
  std::string parent;  // empty: the root
  int polls = 0;
  bool there = true;
  bool ready = false;
  int asked = 0;  // children, in this poll
  std::string results;
  const std::size_t* first = nullptr;  // of a join
};

std::map<std::string, node> nodes;
std::string busy;  // the child of the arrow that is drawn

void see(std::string_view who, std::string_view what, std::string_view where) {
  for (auto& [id, it] : nodes) {
    figure::box& box = figure::of(id);
    box.set("polls", std::to_string(it.polls));
    if (it.what == kind::join && it.there) {
      box.set("has", it.results.empty() ? "no result" : it.results);
      if (it.first) box.set("first_", std::to_string(*it.first));
    }
    if (!it.parent.empty() && it.there && id != busy) {
      figure::draw(arrow::points, it.parent, id);
    }
  }
  busy.clear();
  figure::step(who, what, where);
}

}  // namespace
