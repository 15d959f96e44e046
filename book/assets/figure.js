// SPDX-License-Identifier: MIT
//
// The player of the figures: runs a scenario from its beginning to its end, and
// then goes back and forth in what it has recorded. A classic script: a page may
// be opened from a disk. The build and the tests use the first part as well.
var KiotoFigure = (function () {
  'use strict';

  // Runs a scenario. Returns: a promise of what it has recorded, as text.
  function trace(module, args, wasm, encoder, decoder) {
    var none = function () { return 0; };
    var wasi = { fd_close: none, fd_seek: none, fd_write: none, fd_fdstat_get: none, proc_exit: none };
    return wasm.instantiate(module, { wasi_snapshot_preview1: wasi }).then(function (instance) {
      var it = instance.exports;
      it._initialize();
      var text = encoder.encode(args + '\0');
      new Uint8Array(it.memory.buffer).set(text, it.figure_arguments());
      try {
        it.figure_run();
      } catch (error) {
        // A scenario that ends in the middle of the runtime does it by a trap.
        if (!it.figure_halted()) throw error;
      }
      return decoder.decode(new Uint8Array(it.memory.buffer, it.figure_trace(), it.figure_trace_size()));
    });
  }

  // Finds the line that a step is at: "file:12", "file: text in it", or
  // "file: text before ~> text in it". Returns: source, line, index of what is
  // shown; without the latter two of a file that is not shown; or a problem.
  function findLine(sources, at) {
    var match = /^([^:]+):(?:(\d+)$| (.*)$)/.exec(at);
    if (!match) return { problem: 'not a place' };
    var source = sources[match[1]];
    if (!source) return { problem: match[1] + ' is not among the sources of the figure' };
    if (source.isHidden) return { source: source.file, key: match[1] };
    var found = [];
    var wanted = (match[3] || '').split(' ~> ');
    var begun = wanted.length === 1;
    source.text.forEach(function (line, index) {
      if (match[2]) {
        if (line[0] <= Number(match[2])) found = [index];
      } else if (begun && line[1].includes(wanted[wanted.length - 1])) {
        if (wanted.length === 1 || found.length === 0) found.push(index);
      } else if (!begun) {
        begun = line[1].includes(wanted[0]);
      }
    });
    if (found.length !== 1) return { problem: found.length + ' lines are like that' };
    return { source: source.file, key: match[1], line: source.text[found[0]][0], index: found[0] };
  }

  // Says what is different between two steps: one text for each box.
  function changes(before, now) {
    var old = {};
    if (before) before.boxes.forEach(function (box) { old[box.id] = box; });
    var said = [];
    now.boxes.forEach(function (box) {
      var was = old[box.id] || { state: null, rows: [] };
      delete old[box.id];
      var parts = box.state === was.state ? [] : [box.state];
      box.rows.forEach(function (row) {
        var same = was.rows.some(function (one) { return one[0] === row[0] && one[1] === row[1]; });
        if (!same) parts.push(row[0] + ' = ' + row[1]);
      });
      if (parts.length) said.push(box.title + ': ' + parts.filter(Boolean).join(', '));
    });
    Object.keys(old).forEach(function (id) { said.push(old[id].title + ': is not there any more'); });
    return said;
  }

  return { trace: trace, findLine: findLine, changes: changes };
})();

if (typeof document !== 'undefined') (function () {
  'use strict';

  var most_actions = 12;
  var signs = { idle: '\u25cb', active: '\u25b6', pending: '\u2026', woken: '\u266a', ready: '\u2713',
    gone: '\u2715', asleep: 'z', wrong: '!' };
  var icons = { reset: 'M1 1h1.5v10H1zM7 1v10L2.7 6zM11.5 1v10L7.2 6z', back: 'M10 1v10L4 6zM1 1h2v10H1z',
    play: 'M2 .5v11l9-5.5z', next: 'M2 1v10l6-5zM9 1h2v10H9z', pause: 'M2 1h3v10H2zM7 1h3v10H7z' };

  var keywords = new RegExp('^(?:' + ('alignas auto bool break case catch char class co_await co_return co_yield '
    + 'const constexpr constinit continue default delete do double else enum explicit false final for friend if '
    + 'inline int long mutable namespace new noexcept nullptr operator override private protected public requires '
    + 'return short signed sizeof static static_assert static_cast struct switch template this throw true try '
    + 'typename union unsigned using virtual void volatile while concept decltype').split(' ').join('|') + ')$');

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

  function parsed(args) {
    var values = {};
    args.split(' ').forEach(function (word) {
      var at = word.indexOf('=');
      if (at > 0) values[word.slice(0, at)] = word.slice(at + 1);
    });
    return values;
  }

  function start(figure) {
    var name = figure.dataset.figure;
    var data = (window.KIOTO_FIGURES || {})[name];
    var live = figure.querySelector('.kf-live');
    if (!data || !live || typeof WebAssembly === 'undefined') return;

    var values = parsed(data.start);
    var steps = [];
    var at = 0;
    var timer = 0;
    var module = null;
    var shown = '';

    // The parts of the page --------------------------------------------------

    var stage = make('div', { class: 'kf-stage', role: 'group', tabindex: '0',
      'aria-label': data.title + ': the state after this step. Arrow keys step, space plays.' });
    var grid = make('div', { class: 'kf-grid' });
    var arrows = drawn('svg', { class: 'kf-arrows', 'aria-hidden': 'true' });
    stage.append(grid, arrows);

    var count = make('span', { class: 'kf-count' });
    var who = make('strong');
    var what = make('span');
    var say = make('p', { class: 'kf-say', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' },
      [count, ' ', who, ' ', what]);

    function button(icon, text, action) {
      var it = make('button', { type: 'button', class: 'kf-button' });
      if (icon) {
        var sign = drawn('svg', { class: 'kf-icon', viewBox: '0 0 12 12', 'aria-hidden': 'true' });
        sign.append(drawn('path', { d: icon }));
        it.append(sign, ' ');
      }
      it.append(make('span', {}, [text]));
      it.addEventListener('click', function () {
        if (it.getAttribute('aria-disabled') !== 'true') action();
      });
      return it;
    }
    var reset = button(icons.reset, 'Reset', function () { stop(); go(0); });
    var back = button(icons.back, 'Back', function () { stop(); go(at - 1); });
    var play = button(icons.play, 'Play', function () { toggle(); });
    var next = button(icons.next, 'Step', function () { stop(); go(at + 1); });
    var range = make('input', { type: 'range', min: '0', value: '0', class: 'kf-range',
      'aria-label': 'Step' });
    range.addEventListener('input', function () { stop(); go(Number(range.value)); });
    var speed = make('select', {}, [['4500', 'slow'], ['2500', 'normal'], ['1100', 'fast']].map(
      function (one) { return make('option', { value: one[0] }, [one[1]]); }));
    speed.value = '2500';
    var controls = make('div', { class: 'kf-controls' }, [
      make('div', { class: 'kf-buttons' }, [reset, back, play, next]), range,
      make('label', { class: 'kf-label' }, ['Speed ', speed])]);

    var choices = make('div', { class: 'kf-choices' }, data.choices.map(function (choice) {
      var control;
      if (choice.switch) {
        control = make('input', { type: 'checkbox', role: 'switch' });
        control.checked = values[choice.name] === 'on';
        control.addEventListener('change', function () { choose(choice, control.checked ? 'on' : 'off'); });
        return make('label', { class: 'kf-label kf-switch' }, [control, ' ' + choice.label]);
      }
      control = make('select', {}, choice.options.map(function (option) {
        return make('option', { value: option.value }, [option.label]);
      }));
      control.value = values[choice.name];
      control.addEventListener('change', function () { choose(choice, control.value); });
      return make('label', { class: 'kf-label' }, [choice.label + ' ', control]);
    }));
    var doings = make('div', { class: 'kf-actions', role: 'group', 'aria-label': 'What you do next' });
    var buttons = data.actions.map(function (action) {
      var it = button('', action.label, function () { act(action.key); });
      it.classList.add('kf-do');
      doings.append(it);
      return it;
    });
    if (buttons.length) doings.prepend(make('span', { class: 'kf-label' }, ['You: ']));

    // Who did what so far, a lane each: the order is what such a figure is about.
    var past = make('div', { class: 'kf-past', role: 'region', tabindex: '0', 'aria-label': 'So far, in order' });
    var lanes = data.lanes || [];

    var fileName = make('span', { class: 'kf-file' });
    var code = make('div', { class: 'kf-code', role: 'region', tabindex: '0' });
    var source = make('div', { class: 'kf-source' }, [fileName, code]);

    var left = make('div', { class: 'kf-left' }, [choices, stage, say, doings, controls]);
    if (lanes.length) left.append(past);
    live.append(left, source);
    live.hidden = false;

    // The state --------------------------------------------------------------

    function run(then) {
      var args = Object.keys(values).map(function (key) { return key + '=' + values[key]; }).join(' ');
      KiotoFigure.trace(module, args, WebAssembly, new TextEncoder(), new TextDecoder()).then(function (text) {
        steps = text.trimEnd().split('\n').map(function (line) { return JSON.parse(line); });
        range.max = String(steps.length - 1);
        measure();
        then();
        table();
        figure.dataset.ready = args;
      });
    }

    function choose(choice, value) {
      stop();
      values[choice.name] = value;
      var option = (choice.options || []).find(function (one) { return one.value === value; });
      if (option && option.do !== undefined) values.do = option.do;
      run(function () { go(0); });
    }

    // Whether an action makes sense at all with what is chosen.
    function offered(key) {
      return data.choices.every(function (choice) {
        var option = (choice.options || []).find(function (one) { return one.value === values[choice.name]; });
        return !option || option.actions === undefined || option.actions.includes(key);
      });
    }

    function act(key) {
      stop();
      var done = (values.do || '').slice(0, steps[at].act);
      values.do = done + key;
      run(function () {
        var first = steps.findIndex(function (step) { return step.act > done.length; });
        go(first);
        if (first < steps.length - 1) toggle();
      });
    }

    function stop() {
      window.clearInterval(timer);
      timer = 0;
      show_play();
    }

    function toggle() {
      if (timer) return stop();
      if (at === steps.length - 1) go(0);
      timer = window.setInterval(function () { go(at + 1); }, Number(speed.value));
      show_play();
    }
    speed.addEventListener('change', function () {
      if (timer) { stop(); toggle(); }
    });

    function show_play() {
      play.lastChild.textContent = timer ? 'Pause' : 'Play';
      play.querySelector('path').setAttribute('d', timer ? icons.pause : icons.play);
    }

    function enable(control, enabled) {
      control.setAttribute('aria-disabled', enabled ? 'false' : 'true');
    }

    function go(to) {
      at = Math.max(0, Math.min(steps.length - 1, to));
      if (at === steps.length - 1) stop();
      var step = steps[at];
      count.textContent = 'Step ' + at + ' of ' + (steps.length - 1) + '.';
      who.textContent = step.who + ':';
      what.textContent = step.what;
      range.value = String(at);
      range.setAttribute('aria-valuetext', 'step ' + at + ' of ' + (steps.length - 1));
      enable(back, at > 0);
      enable(reset, at > 0);
      enable(next, at < steps.length - 1);
      buttons.forEach(function (it, index) {
        it.hidden = !offered(data.actions[index].key);
        enable(it, step.can.includes(data.actions[index].key) && step.act < most_actions);
      });
      draw(step, steps[at - 1]);
      light(step.at);
      if (lanes.length) remember();
      figure.querySelectorAll('.kf-this tr[data-step]').forEach(function (row) {
        if (Number(row.dataset.step) === at) row.setAttribute('aria-current', 'step');
        else row.removeAttribute('aria-current');
      });
    }

    // The drawing ------------------------------------------------------------

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

    // Makes the stage and the text as high as the highest step needs: nothing
    // below jumps.
    function measure() {
      grid.style.minHeight = say.style.minHeight = '';
      var highest = 0;
      var longest = 0;
      steps.forEach(function (step) {
        boxes(step);
        highest = Math.max(highest, grid.offsetHeight);
        count.textContent = 'Step 00 of 00.';
        who.textContent = step.who + ':';
        what.textContent = step.what;
        longest = Math.max(longest, say.offsetHeight);
      });
      grid.style.minHeight = highest + 'px';
      say.style.minHeight = longest + 'px';
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

    function draw(step, before) {
      boxes(step, before);
      arrows.textContent = '';
      arrows.setAttribute('width', stage.clientWidth);
      arrows.setAttribute('height', stage.clientHeight);
      var pairs = {};
      var keys = step.arrows.map(function (one) { return [one[1], one[2]].sort().join('|'); });
      keys.forEach(function (key) { pairs[key] = (pairs[key] || 0) + 1; });
      var used = {};
      step.arrows.forEach(function (one, index) {
        var a = rectangle(one[1]);
        var b = rectangle(one[2]);
        if (!a || !b) return;
        var key = keys[index];
        used[key] = (used[key] || 0) + 1;
        var shift = (used[key] - (pairs[key] + 1) / 2) * 22;
        var line = ends(a, b, shift);
        var group = drawn('g', { class: 'kf-arrow kf-arrow-' + one[0] });
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
          // A text that would leave the stage is moved back into it.
          var of_text = text.getBBox();
          var out = of_text.x + of_text.width - stage.clientWidth + 2;
          if (out > 0) text.setAttribute('x', Number(text.getAttribute('x')) - out);
        }
        arrows.append(group);
      });
    }

    // The source -------------------------------------------------------------

    function light(place) {
      var found = KiotoFigure.findLine(data.sources, place);
      if (found.problem) throw new Error(place + ': ' + found.problem);
      var file = data.sources[found.key];
      if (shown !== found.key) {
        shown = found.key;
        fileName.textContent = file.file;
        code.setAttribute('aria-label', 'Source: ' + file.file);
        code.textContent = '';
        if (file.isHidden) code.append(make('div', { class: 'kf-cut' }, ['A file that you write.']));
        var last = file.isHidden ? 0 : file.text[0][0] - 1;
        file.text.forEach(function (line, index) {
          if (line[0] > last + 4) code.append(make('div', { class: 'kf-cut' }, ['\u22ee']));
          last = line[0];
          code.append(make('div', { class: 'kf-line', 'data-index': index }, [
            make('span', { class: 'kf-number', 'aria-hidden': 'true' }, [String(line[0])]), coloured(line[1])]));
        });
      }
      code.querySelectorAll('.kf-lit').forEach(function (line) {
        line.classList.remove('kf-lit');
        line.removeAttribute('aria-current');
      });
      if (file.isHidden) return;
      var lit = code.querySelector('[data-index="' + found.index + '"]');
      lit.classList.add('kf-lit');
      lit.setAttribute('aria-current', 'true');
      code.scrollTop = lit.offsetTop - code.clientHeight / 2 + lit.offsetHeight / 2;
      code.scrollLeft = 0;
    }

    function remember() {
      var list = make('ol');
      steps.slice(0, at + 1).forEach(function (step, index) {
        // Two steps at one line of one lane are one entry.
        var next = steps[index + 1];
        if (index < at && next.who === step.who && next.at === step.at) return;
        var lane = lanes.indexOf(step.who);
        var found = KiotoFigure.findLine(data.sources, step.at);
        var line = found.line ? data.sources[found.key].text[found.index][1].trim() : found.key;
        var item = make('li', index === at ? { 'aria-current': 'step' } : {}, [
          make('span', { class: 'kf-unseen' }, [step.who + ': ']), make('code', {}, [line])]);
        item.style.gridArea = (index + 1) + ' / ' + (lane + 1);
        list.append(item);
      });
      past.textContent = '';
      var heads = make('div', { class: 'kf-lanes', 'aria-hidden': 'true' }, lanes.map(function (lane) {
        return make('span', {}, [lane]);
      }));
      past.append(heads, list);
      past.scrollTop = past.scrollHeight;
    }

    // The table of this run, for whoever opens it ----------------------------

    var tables = figure.querySelector('.kf-tables');
    var ours = make('div', { class: 'kf-this' });

    function table() {
      if (!tables || !tables.open || figure.dataset.ready === undefined) return;
      ours.textContent = '';
      var head = make('tr', {}, ['Step', 'Who', 'What happens', 'State that has changed', 'Where'].map(
        function (title) { return make('th', { scope: 'col' }, [title]); }));
      var body = steps.map(function (step, index) {
        var found = KiotoFigure.findLine(data.sources, step.at);
        var state = make('td');
        KiotoFigure.changes(steps[index - 1], step).forEach(function (one, nth) {
          if (nth) state.append(make('br'));
          state.append(one);
        });
        var row = make('tr', { 'data-step': index }, [make('th', { scope: 'row' }, [String(index)]),
          make('td', {}, [step.who]), make('td', {}, [step.what]), state,
          make('td', {}, [make('code', {}, [found.source.replace(/.*\//, '')]),
            found.line ? ' line ' + found.line : ''])]);
        if (index === at) row.setAttribute('aria-current', 'step');
        return row;
      });
      ours.append(make('div', { class: 'kf-scroll', role: 'region', tabindex: '0', 'aria-label': 'This run' }, [
        make('table', { class: 'kf-table' }, [make('caption', {}, ['This run']), make('thead', {}, [head]),
          make('tbody', {}, body)])]));
    }

    if (tables) {
      tables.open = false;
      tables.querySelector('summary').after(ours);
      tables.addEventListener('toggle', table);
      window.addEventListener('beforeprint', function () { tables.open = true; });
    }

    // Keys, and the width ----------------------------------------------------

    live.addEventListener('keydown', function (event) {
      var target = event.target;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (target === code || target === past || /^(SELECT|INPUT)$/.test(target.tagName)) return;
      var key = event.key;
      if (key === 'ArrowRight') { stop(); go(at + 1); }
      else if (key === 'ArrowLeft') { stop(); go(at - 1); }
      else if (key === 'Home') { stop(); go(0); }
      else if (key === 'End') { stop(); go(steps.length - 1); }
      else if (key === ' ' && target.tagName !== 'BUTTON') toggle();
      else return;
      event.preventDefault();
    });

    var width = 0;
    new ResizeObserver(function () {
      if (!steps.length || stage.clientWidth === width) return;
      width = stage.clientWidth;
      measure();
      go(at);
    }).observe(stage);

    var bytes = Uint8Array.from(atob(data.wasm), function (c) { return c.charCodeAt(0); });
    WebAssembly.compile(bytes).then(function (compiled) {
      module = compiled;
      run(function () { go(0); });
    });
  }

  // The data of the figures may be in scripts that come after this one: all of
  // them have run when the page is complete.
  var begun = false;
  function begin() {
    if (!begun) document.querySelectorAll('[data-figure]').forEach(start);
    begun = true;
  }
  if (document.readyState === 'complete') begin();
  document.addEventListener('DOMContentLoaded', begin);
  window.addEventListener('load', begin);
})();
