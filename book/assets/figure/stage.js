// SPDX-License-Identifier: MIT
//
// The drawing of one step: boxes in a grid, and arrows between them.
KiotoFigure.makeStage = function (data) {
  'use strict';

  var make = KiotoFigure.parts.make;
  var drawn = KiotoFigure.parts.drawn;
  var signs = { idle: '\u25cb', active: '\u25b6', pending: '\u2026', woken: '\u266a', ready: '\u2713',
    gone: '\u2715', asleep: 'z', wrong: '!' };

  var stage = make('div', { class: 'kf-stage', role: 'group', tabindex: '0',
    'aria-label': data.title + ': the state after this step. Arrow keys step, space plays.' });
  var grid = make('div', { class: 'kf-grid' });
  var arrows = drawn('svg', { class: 'kf-arrows', 'aria-hidden': 'true' });
  stage.append(grid, arrows);

  function boxes(step, before) {
    var form = stage.clientWidth < 560 ? 'narrow' : 'wide';
    var areas = data.layout[form];
    var columns = (data.layout.columns || {})[form];
    grid.style.gridTemplateAreas = areas.map(function (row) { return '"' + row + '"'; }).join(' ');
    grid.style.gridTemplateColumns = columns || 'repeat(' + areas[0].split(/ +/).length + ', minmax(0, 1fr))';
    grid.style.gap = (data.layout.gap || {})[form] || '';
    grid.textContent = '';
    step.boxes.forEach(function (box) {
      var was = before && before.boxes.find(function (one) { return one.id === box.id; });
      var rows = box.rows.map(function (row) {
        var fresh = !was || !was.rows.some(function (one) { return one[0] === row[0] && one[1] === row[1]; });
        return make('div', { class: fresh && before ? 'kf-row kf-fresh' : 'kf-row', 'data-row': row[0] }, [
          make('dt', {}, [row[0]]), ' ', make('dd', {}, [row[1]])]);
      });
      var state = make('p', { class: 'kf-state' }, box.state ? [
        make('span', { 'aria-hidden': 'true', class: 'kf-mark' }, [signs[box.look]]), ' ' + box.state] : []);
      var it = make('div', { class: 'kf-box kf-' + box.look, 'data-box': box.id }, [
        make('p', { class: 'kf-title' }, [box.title]), state]);
      if (rows.length) it.append(make('dl', {}, rows));
      it.style.gridArea = box.id;
      grid.append(it);
    });
  }

  // Makes the stage as high as the highest step needs: nothing below jumps.
  function fit(steps) {
    grid.style.minHeight = '';
    var highest = 0;
    steps.forEach(function (step) {
      boxes(step);
      highest = Math.max(highest, grid.offsetHeight);
    });
    grid.style.minHeight = highest + 'px';
  }

  function rectangle(name) {
    var parts = name.split('.');
    var box = grid.querySelector('[data-box="' + parts[0] + '"]');
    if (!box) return null;
    var from = stage.getBoundingClientRect();
    var of_box = box.getBoundingClientRect();
    var row = parts[1] && box.querySelector('[data-row="' + parts[1] + '"]');
    var of_row = (row || box).getBoundingClientRect();
    return { left: of_box.left - from.left, right: of_box.right - from.left,
      top: of_row.top - from.top, bottom: of_row.bottom - from.top };
  }

  function middle(a, b) { return (a + b) / 2; }

  // The ends of an arrow between two rectangles: on the sides that face each
  // other. Several between the same two lie beside each other.
  function ends(a, b, shift) {
    var gap = 3;
    var low = Math.max(a.top, b.top);
    var high = Math.min(a.bottom, b.bottom);
    var left = Math.max(a.left, b.left);
    var right = Math.min(a.right, b.right);
    if (high - low > 8) {
      var y = middle(low, high) + shift;
      return a.right <= b.left ? [a.right + gap, y, b.left - gap, y] : [a.left - gap, y, b.right + gap, y];
    }
    if (right - left > 8) {
      var x = middle(left, right) + shift * 1.6;
      return a.bottom <= b.top ? [x, a.bottom + gap, x, b.top - gap] : [x, a.top - gap, x, b.bottom + gap];
    }
    var ax = a.right <= b.left ? a.right : a.left;
    var bx = a.right <= b.left ? b.left : b.right;
    var ay = a.bottom <= b.top ? a.bottom : a.top;
    var by = a.bottom <= b.top ? b.top : b.bottom;
    return [ax, ay + shift / 2, bx, by + shift / 2];
  }

  // Whether a third box lies between two that are above each other.
  function isBetween(a, b, names) {
    return [...grid.querySelectorAll('.kf-box')].some(function (box) {
      if (names.includes(box.dataset.box)) return false;
      var it = rectangle(box.dataset.box);
      var x = middle(Math.max(a.left, b.left), Math.min(a.right, b.right));
      return it.left < x && x < it.right
        && it.top > Math.min(a.bottom, b.bottom) && it.bottom < Math.max(a.top, b.top);
    });
  }

  function liesOnBox(text) {
    var it = text.getBoundingClientRect();
    return [...grid.querySelectorAll('.kf-box')].some(function (box) {
      var other = box.getBoundingClientRect();
      return it.left < other.right && other.left < it.right && it.top < other.bottom && other.top < it.bottom;
    });
  }

  // An arrow around a box that is between: out on the left, and back.
  function drawAround(group, a, b, label) {
    var x = Math.min(a.left, b.left) - 20;
    var from = a.top + (a.bottom - a.top) * (a.top < b.top ? 0.8 : 0.2);
    var to = b.top + (b.bottom - b.top) * (a.top < b.top ? 0.2 : 0.8);
    var end = b.left - 3;
    group.append(drawn('path', { d: 'M' + (a.left - 3) + ' ' + from + 'H' + x + 'V' + to + 'H' + end }));
    group.append(drawn('path', { class: 'kf-head',
      d: 'M' + (end - 9) + ' ' + (to - 5) + 'L' + end + ' ' + to + 'L' + (end - 9) + ' ' + (to + 5) }));
    var text = drawn('text', { x: x - 6, y: middle(from, to) + 4, 'text-anchor': 'end' });
    text.textContent = label;
    group.append(text);
    arrows.append(group);
  }

  function draw(step, before) {
    boxes(step, before);
    arrows.textContent = '';
    arrows.setAttribute('width', stage.clientWidth);
    arrows.setAttribute('height', stage.clientHeight);
    var pairs = {};
    // What stays from step to step has its place first.
    var all = step.arrows.filter(function (one) { return one[0] === 'points'; })
      .concat(step.arrows.filter(function (one) { return one[0] !== 'points'; }));
    var keys = all.map(function (one) { return [one[1], one[2]].sort().join('|'); });
    keys.forEach(function (key) { pairs[key] = (pairs[key] || 0) + 1; });
    var used = {};
    all.forEach(function (one, index) {
      var a = rectangle(one[1]);
      var b = rectangle(one[2]);
      if (!a || !b) return;
      var key = keys[index];
      used[key] = (used[key] || 0) + 1;
      var shift = (used[key] - (pairs[key] + 1) / 2) * 22;
      var line = ends(a, b, shift);
      var group = drawn('g', { class: 'kf-arrow kf-arrow-' + one[0] });
      if (isBetween(a, b, [one[1].split('.')[0], one[2].split('.')[0]])) return drawAround(group, a, b, one[3]);
      var path = 'M' + line[0] + ' ' + line[1] + 'L' + line[2] + ' ' + line[3];
      var dx = line[2] - line[0];
      var dy = line[3] - line[1];
      var length = Math.hypot(dx, dy) || 1;
      var ux = dx / length;
      var uy = dy / length;
      if (one[0] === 'lost') {
        // It ends on the way, in a cross.
        var ex = line[0] + dx * 0.72;
        var ey = line[1] + dy * 0.72;
        group.append(drawn('path', { d: 'M' + line[0] + ' ' + line[1] + 'L' + ex + ' ' + ey }));
        group.append(drawn('path', { class: 'kf-head', d: 'M' + (ex - 6) + ' ' + (ey - 6) + 'l12 12m0-12l-12 12' }));
      } else {
        group.append(drawn('path', { d: path }));
        var hx = line[2] - ux * 9;
        var hy = line[3] - uy * 9;
        group.append(drawn('path', { class: 'kf-head', d: 'M' + (hx - uy * 5) + ' ' + (hy + ux * 5) + 'L'
          + line[2] + ' ' + line[3] + 'L' + (hx + uy * 5) + ' ' + (hy - ux * 5) }));
      }
      var flat = Math.abs(dy) < Math.abs(dx) / 2;
      if (one[3] && (!flat || length > one[3].length * 6.5)) {
        var beside = shift < 0 ? -8 : 8;
        var text = drawn('text', { x: middle(line[0], line[2]) + (flat ? 0 : beside),
          y: middle(line[1], line[3]) + (flat ? (shift > 0 ? 16 : -7) : 4),
          'text-anchor': flat ? 'middle' : shift < 0 ? 'end' : 'start' });
        text.textContent = one[3];
        group.append(text);
        arrows.append(group);
        // A text that would lie on a box goes to the other side of its arrow.
        if (!flat && liesOnBox(text)) {
          text.setAttribute('x', line[0] + dx * 0.3 - beside);
          text.setAttribute('y', line[1] + dy * 0.3 + 4);
          text.setAttribute('text-anchor', shift < 0 ? 'start' : 'end');
        }
        // A text that would leave the stage is moved back into it.
        var of_text = text.getBBox();
        var out = of_text.x + of_text.width - stage.clientWidth + 2;
        if (out > 0) text.setAttribute('x', Number(text.getAttribute('x')) - out);
      }
      arrows.append(group);
    });
  }

  return { element: stage, draw: draw, fit: fit };
};
