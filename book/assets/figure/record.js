// SPDX-License-Identifier: MIT
//
// A scenario as it was recorded: how it is run, where its steps are, what changes.
// The build and the tests use this as well. The files of this folder become one
// classic script, figure.js, in the order of index.mjs: a page may be opened from
// a disk.
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
