// SPDX-License-Identifier: MIT
//
// The player: runs a scenario from its beginning to its end, and then goes back and
// forth in what it has recorded.
(function () {
  'use strict';

  var make = KiotoFigure.parts.make;
  var drawn = KiotoFigure.parts.drawn;
  var coloured = KiotoFigure.parts.coloured;
  var most_actions = 12;
  var icons = { reset: 'M1 1h1.5v10H1zM7 1v10L2.7 6zM11.5 1v10L7.2 6z', back: 'M10 1v10L4 6zM1 1h2v10H1z',
    play: 'M2 .5v11l9-5.5z', next: 'M2 1v10l6-5zM9 1h2v10H9z', pause: 'M2 1h3v10H2zM7 1h3v10H7z' };

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

    var stage = KiotoFigure.makeStage(data);

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
    var past = make('div', { class: 'kf-past', role: 'group', tabindex: '0', 'aria-label': 'So far, in order' });
    var lanes = data.lanes || [];

    var fileName = make('span', { class: 'kf-file' });
    var code = make('div', { class: 'kf-code', role: 'group', tabindex: '0' });
    var source = make('div', { class: 'kf-source' }, [fileName, code]);

    var left = make('div', { class: 'kf-left' }, [choices, stage.element, say, doings, controls]);
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
      stage.draw(step, steps[at - 1]);
      light(step.at);
      if (lanes.length) remember();
      figure.querySelectorAll('.kf-this tr[data-step]').forEach(function (row) {
        if (Number(row.dataset.step) === at) row.setAttribute('aria-current', 'step');
        else row.removeAttribute('aria-current');
      });
    }

    // Nothing below the text jumps: it has room for the longest.
    function measure() {
      stage.fit(steps);
      say.style.minHeight = '';
      var longest = 0;
      steps.forEach(function (step) {
        count.textContent = 'Step 00 of 00.';
        who.textContent = step.who + ':';
        what.textContent = step.what;
        longest = Math.max(longest, say.offsetHeight);
      });
      say.style.minHeight = longest + 'px';
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
      // Whole lines: the one at the top is not cut.
      var top = lit;
      var room = (code.clientHeight - lit.offsetHeight) / 2;
      while (top.previousElementSibling && lit.offsetTop - top.previousElementSibling.offsetTop <= room) top = top.previousElementSibling;
      code.scrollTop = top.offsetTop - 3;
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
            ' ', make('span', { class: 'kf-at' }, [found.line ? 'line ' + found.line : ''])])]);
        if (index === at) row.setAttribute('aria-current', 'step');
        return row;
      });
      ours.append(make('div', { class: 'kf-scroll', role: 'group', tabindex: '0', 'aria-label': 'This run' }, [
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
      if (!steps.length || stage.element.clientWidth === width) return;
      width = stage.element.clientWidth;
      measure();
      go(at);
    }).observe(stage.element);

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
