// SPDX-License-Identifier: MIT
//
// What the player's parts make elements with.
KiotoFigure.parts = (function () {
  'use strict';

  var keywords = new RegExp('^(?:' + ('alignas auto bool break case catch char class co_await co_return co_yield '
    + 'const constexpr constinit continue default delete do double else enum explicit false final for friend if '
    + 'inline int long mutable namespace new noexcept nullptr operator override private protected public requires '
    + 'return short signed sizeof static static_assert static_cast struct switch template this throw true try '
    + 'typename union unsigned using virtual void volatile while concept decltype').split(' ').join('|') + ')$');

  function make(tag, attributes, children) {
    var it = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { it.setAttribute(name, attributes[name]); });
    (children || []).forEach(function (child) { it.append(child); });
    return it;
  }

  function drawn(tag, attributes) {
    var it = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.keys(attributes).forEach(function (name) { it.setAttribute(name, attributes[name]); });
    return it;
  }

  // A line of C++ with its comment, its strings and its keywords told apart.
  function coloured(line) {
    var it = make('span', { class: 'kf-text' });
    var parts = line.match(/\/\/.*|"(?:[^"\\]|\\.)*"|^\s*#.*|\w+|[^\w"/#]+|./g) || [' '];
    parts.forEach(function (part) {
      var tag = /^\/\//.test(part) ? 'i' : part.length > 1 && part[0] === '"' ? 'q'
        : keywords.test(part) || /^\s*#/.test(part) ? 'b' : '';
      it.append(tag ? make(tag, {}, [part]) : part);
    });
    return it;
  }

  return { make: make, drawn: drawn, coloured: coloured };
})();
