// SPDX-License-Identifier: MIT
// A sequence diagram: its lines become an SVG, and a list of steps for screen readers.
import { escape } from './text.mjs';

const arrow = /^(.+?)\s*(-->|->)\s*(.+?):\s*(.*?)(\s*\{lost\})?$/;

/** Reads the lines of a diagram; `fail(line, text)` is told what is wrong. */
export function sequence(title, lines, fail) {
  const rest = lines.filter((l) => l.text);
  const head = rest.shift();
  const lanes = head?.text.split(',').map((l) => l.trim()) ?? [];
  if (!head || /:/.test(head.text) || lanes.length < 1)
    return fail(head?.n ?? lines[0]?.n ?? 0, 'the first line names the lanes: "main, timer"');
  const known = (name, n) =>
    lanes.includes(name) || fail(n, `there is no lane ${name}; there is: ${lanes.join(', ')}`);
  const events = rest.map(({ n, text }) => {
    const [, from, kind, to, words, lost] = arrow.exec(text) ?? [];
    if (from) {
      known(from, n);
      known(to, n);
      return { from, to, text: words, dashed: kind === '-->', lost: Boolean(lost) };
    }
    const [, lane, action] = /^([^:]+):\s*(.+)$/.exec(text) ?? [];
    if (!action) return fail(n, `"${text}" is none of "a -> b: text", "a: text" and "note: text"`);
    if (lane === 'note') return { note: action };
    known(lane, n);
    return { at: lane, text: action };
  });
  return { title, lanes, events: events.filter(Boolean) };
}

/** The steps as sentences. */
export const words = ({ events }) =>
  events.map((e) =>
    e.note ? `Note: ${e.note}.`
      : e.at ? `${e.at}: ${e.text}.`
        : `${e.from} to ${e.to}: ${e.text}${e.lost ? ', which does not arrive' : e.dashed ? ', as an answer' : ''}.`);

const charWidth = 7;
const cut = (text, most) => {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1) && `${lines.at(-1)} ${word}`.length > most) lines.push(word);
    else lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
};

/** Lines of about the same length: as many as are needed, and no single word at the end. */
const wrap = (text, width) => {
  let most = Math.max(8, Math.floor(width / charWidth));
  const { length } = cut(text, most);
  while (most > 8 && cut(text, most - 1).length === length) most--;
  return cut(text, most);
};

/** For a phone: as wide as its column, with letters of the same size. */
export const narrow = { width: 348, least: 118 };

/** Draws; a text is wrapped to the room that its lane has, but gets at least `least`. */
export function draw({ title, lanes, events }, id, { width = 680, least = 0 } = {}) {
  const lane = width / lanes.length;
  const x = (name) => lane * (lanes.indexOf(name) + 0.5);
  const inside = (middle, lines, more) => {
    const half = (Math.max(...lines.map((l) => l.length)) * charWidth + more) / 2;
    return Math.min(Math.max(middle, half + 2), width - half - 2);
  };
  const out = [];
  let y = 58;
  const text = (at, lines, cls = '', anchor = 'middle') => {
    lines.forEach((line, i) => out.push(`<text class="${cls}" x="${at}" y="${y + i * 17}" text-anchor="${anchor}">${escape(line)}</text>`));
    y += lines.length * 17;
  };
  for (const e of events) {
    if (e.note) {
      const lines = wrap(e.note, width - 60);
      out.push(`<rect class="note" x="14" y="${y - 13}" width="${width - 28}" height="${lines.length * 17 + 10}" rx="4"/>`);
      y += 4;
      text(width / 2, lines);
      y += 20;
    } else if (e.at) {
      const lines = wrap(e.text, Math.max(lane, least) - 26);
      const w = Math.max(...lines.map((l) => l.length)) * charWidth + 20;
      const middle = inside(x(e.at), lines, 20);
      out.push(`<rect class="action" x="${middle - w / 2}" y="${y - 14}" width="${w}" height="${lines.length * 17 + 8}" rx="4"/>`);
      y += 2;
      text(middle, lines);
      y += 22;
    } else if (e.from === e.to) {
      const a = x(e.from);
      text(a + 44, wrap(e.text, lane / 2 - 20), '', 'start');
      out.push(`<path class="arrow" d="M${a} ${y - 18}h34v18h-25"/><path class="head" d="M${a} ${y}l11 -5v10z"/>`);
      y += 30;
    } else {
      const [a, b] = [x(e.from), x(e.to)];
      const s = Math.sign(b - a);
      const lines = wrap(e.text, Math.max(Math.abs(b - a), least) - 24);
      const middle = inside((a + b) / 2, lines, 0);
      lines.forEach((line, i) => out.push(`<text class="over" x="${middle}" y="${y + i * 17}" text-anchor="middle">${escape(line)}</text>`));
      y += lines.length * 17 - 8;
      const end = e.lost ? a + (b - a) * 0.82 : b;
      out.push(`<path class="arrow${e.dashed ? ' dashed' : ''}${e.lost ? ' lost' : ''}" d="M${a} ${y}H${end - s * 9}"/>`);
      out.push(e.lost
        ? `<path class="cross" d="M${end - 7} ${y - 7}l14 14m0 -14l-14 14"/>`
        : `<path class="head" d="M${b} ${y}l${-s * 11} -5v10z"/>`);
      y += 31;
    }
  }
  const height = y - 8;
  const heads = lanes.map((name) => {
    const w = Math.min(lane - 12, Math.max(76, name.length * 8.4 + 22));
    return `<path class="life" d="M${x(name)} 32V${height}"/><rect class="lane" x="${x(name) - w / 2}" y="3" width="${w}" height="29" rx="5"/><text class="name" x="${x(name)}" y="22.5" text-anchor="middle">${escape(name)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}"><title id="${id}">${escape(title)}</title>${heads.join('')}${out.join('')}</svg>`;
}
