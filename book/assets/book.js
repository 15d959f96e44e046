// SPDX-License-Identifier: MIT
// What a page of the book does: theme, contents on a small screen, quizzes, search.
// A classic script without imports, so that it works from a disk.
(function () {
  'use strict';
  var root = document.documentElement;
  var up = document.body.getAttribute('data-up') || '';
  var find = function (selector, from) { return (from || document).querySelector(selector); };
  var all = function (selector, from) {
    return Array.prototype.slice.call((from || document).querySelectorAll(selector));
  };
  var make = function (tag, text, more) {
    return Object.assign(document.createElement(tag), { textContent: text }, more);
  };

  // The theme is remembered only when somebody has chosen one.
  var theme = find('#theme');
  function showTheme() {
    theme.textContent = root.getAttribute('data-theme') === 'dark' ? 'Light' : 'Dark';
    theme.setAttribute('aria-label', theme.textContent + ' theme');
  }
  if (theme) {
    showTheme();
    theme.addEventListener('click', function () {
      root.setAttribute('data-theme', root.getAttribute('data-theme') === 'dark' ? 'light' : 'dark');
      try { localStorage.setItem('kioto-theme', root.getAttribute('data-theme')); } catch (e) { /* not kept */ }
      showTheme();
    });
  }

  var menu = find('#menu');
  if (menu) {
    var side = find('#side');
    var openMenu = function (open) {
      side.classList.toggle('open', open);
      menu.setAttribute('aria-expanded', String(open));
    };
    menu.addEventListener('click', function () { openMenu(!side.classList.contains('open')); });
    side.addEventListener('click', function (event) { if (event.target.closest('a')) openMenu(false); });
    document.addEventListener('keydown', function (event) {
      if (event.key !== 'Escape' || !side.classList.contains('open')) return;
      openMenu(false);
      menu.focus();
    });
  }

  // What is wider than its place fades out on the side where there is more of it.
  if (window.ResizeObserver) {
    var fade = function (it) {
      it.classList.toggle('more', it.scrollWidth - it.clientWidth - it.scrollLeft > 4);
    };
    var sizes = new ResizeObserver(function (entries) { entries.forEach(function (e) { fade(e.target); }); });
    all('pre.code, .table, .kf-scroll').forEach(function (it) {
      sizes.observe(it);
      it.addEventListener('scroll', function () { fade(it); }, { passive: true });
    });
  }

  // A link to something inside of a closed answer opens it.
  function reveal() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (var up = target; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
    target.scrollIntoView();
  }
  window.addEventListener('hashchange', reveal);
  reveal();
  var folded = [];
  window.addEventListener('beforeprint', function () {
    folded = all('details:not([open])');
    folded.forEach(function (d) { d.open = true; });
  });
  window.addEventListener('afterprint', function () { folded.forEach(function (d) { d.open = false; }); });

  // Quizzes: an answer shows the reason of what was chosen; then all can be seen.
  all('form.quiz').forEach(function (quiz) {
    var options = all('.option', quiz);
    var end = find('.quiz-end', quiz);
    var verdict = find('.verdict', quiz);
    var check = make('button', 'Check', { type: 'submit' });
    var show = make('button', 'Show all reasons', { type: 'button' });
    end.insertBefore(check, verdict);
    end.insertBefore(show, verdict);
    var chosen = function (option) { return find('input', option).checked; };
    var right = function (option) { return option.getAttribute('data-right') === 'true'; };
    function open(which) {
      options.forEach(function (option) { option.classList.toggle('open', which(option)); });
    }
    quiz.addEventListener('submit', function (event) {
      event.preventDefault();
      if (!options.some(chosen)) {
        verdict.textContent = 'Choose an answer first.';
        return;
      }
      open(chosen);
      var good = options.every(function (option) { return chosen(option) === right(option); });
      var some = options.some(function (option) { return chosen(option) && right(option); });
      verdict.textContent = good ? 'Right.' : some && !options.some(function (o) { return chosen(o) && !right(o); })
        ? 'Right, and there is more.' : 'Not right yet.';
    });
    show.addEventListener('click', function () {
      open(function () { return true; });
      verdict.textContent = 'All reasons are shown.';
    });
    quiz.addEventListener('change', function () {
      open(function () { return false; });
      verdict.textContent = '';
    });
  });

  // The section that is being read, in the contents at the side.
  var links = all('.sections a');
  if (links.length && window.IntersectionObserver) {
    var seen = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        links.forEach(function (link) {
          link.classList.toggle('here', link.getAttribute('href') === '#' + entry.target.id);
        });
      });
    }, { rootMargin: '-10% 0px -75% 0px' });
    links.forEach(function (link) {
      var heading = document.getElementById(link.getAttribute('href').slice(1));
      if (heading) seen.observe(heading);
    });
  }

  // The search: its scripts are loaded when the box is used for the first time.
  var box = find('#search');
  var hits = find('#hits');
  var index = null;
  function load(name, then) {
    document.head.appendChild(make('script', '', { src: up + 'assets/' + name, onload: then }));
  }
  function ready(then) {
    if (index) return then();
    load('minisearch.js', function () {
      load('search-index.js', function () {
        index = window.MiniSearch.loadJSON(window.kiotoSearch, window.kiotoSearchOptions);
        then();
      });
    });
  }
  // Whole words around the first hit, with all hits marked.
  function around(text, terms) {
    var low = text.toLowerCase();
    var at = Math.min.apply(null, terms.map(function (t) { var i = low.indexOf(t); return i < 0 ? text.length : i; }));
    var from = at === text.length ? 0 : text.indexOf(' ', Math.max(0, at - 60)) + 1;
    if (from > at || at < 60) from = 0;
    var to = text.length > from + 170 ? text.lastIndexOf(' ', from + 170) : text.length;
    var small = make('small', from ? '… ' : '');
    var hit = new RegExp('(' + terms.map(function (t) { return t.replace(/[^\w\s]/g, '\\$&'); }).join('|') + ')', 'i');
    text.slice(from, to).split(hit).forEach(function (part, i) {
      small.append(i % 2 ? make('mark', part) : part);
    });
    if (to < text.length) small.append(' …');
    return small;
  }
  function search() {
    var words = box.value.trim();
    hits.textContent = '';
    hits.hidden = !words;
    if (!words) return;
    var found = index.search(words, { prefix: true, fuzzy: 0.1, boost: { title: 3 }, combineWith: 'AND' });
    if (!found.length) found = index.search(words, { prefix: true, fuzzy: 0.2, boost: { title: 3 } });
    found.slice(0, 12).forEach(function (hit) {
      var link = make('a', '', { href: up + hit.id });
      link.appendChild(make('b', hit.title));
      link.appendChild(make('small', hit.page === hit.title ? '' : hit.page));
      link.appendChild(around(hit.text, hit.terms));
      hits.appendChild(link);
    });
    if (!found.length) hits.appendChild(make('p', 'Nothing was found.'));
    find('#found').textContent = found.length ? found.length + ' sections found' : 'Nothing was found';
  }
  if (box) {
    box.addEventListener('input', function () { ready(search); });
    box.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' || event.key === 'ArrowDown') {
        event.preventDefault();
        var first = find('a', hits);
        if (first && event.key === 'Enter') first.click();
        else if (first) first.focus();
      }
    });
    hits.addEventListener('keydown', function (event) {
      var at = document.activeElement;
      var next = event.key === 'ArrowDown' ? at.nextSibling : event.key === 'ArrowUp' ? at.previousSibling || box : null;
      if (next && next.focus) { event.preventDefault(); next.focus(); }
    });
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && !hits.hidden) { hits.hidden = true; box.focus(); }
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test((event.target || {}).tagName || '');
      if (event.key === '/' && !typing) { event.preventDefault(); box.focus(); }
    });
    document.addEventListener('click', function (event) {
      if (!event.target.closest || !event.target.closest('.search')) hits.hidden = true;
      else if (event.target.closest('#hits a')) hits.hidden = true;
    });
  }
})();
