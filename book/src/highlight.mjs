// SPDX-License-Identifier: MIT
// Colours of code. Shiki says which; they become classes and one style sheet, so that
// dark, light, print and EPUB differ in the sheet alone.
import { createHighlighter } from 'shiki';
import { breakable, escape } from './text.mjs';

const [light, dark] = ['github-light-high-contrast', 'github-dark-high-contrast'];
const langs = ['cpp', 'toml', 'json', 'rust', 'bash', 'cmake'];
const shiki = await createHighlighter({ themes: [light, dark], langs });
// The two themes have the same rules in the same order: a colour of one stands for a
// colour of the other, and code is read once.
const rules = [light, dark].map((theme) => shiki.getTheme(theme).settings);
const atNight = new Map(rules[0].map((rule, i) =>
  [rule.settings.foreground?.toUpperCase(), rules[1][i].settings.foreground?.toUpperCase()]));
// Greys of comments: too pale on the green and red of differences, and, in the dark,
// too much like the text.
const instead = { '#66707B': '#545C66', '#BDC4CC': '#9DA7B3' };
const text = '#0E1116';
const classes = new Map(); // "light dark" -> class
const done = new Map();

/** The lines of some code, each as HTML. */
export function highlight(code, lang) {
  if (lang === 'console') return code.split('\n').map(terminal);
  if (!langs.includes(lang)) return code.split('\n').map(escape);
  const key = `${lang}\n${code}`;
  if (!done.has(key)) {
    const lines = shiki.codeToTokensBase(code, { lang, theme: light });
    done.set(key, lines.map((line) => line.map(span).join('')));
  }
  return done.get(key);
}

function span({ content, color = text }) {
  const day = color.toUpperCase();
  if (!content.trim() || day === text) return escape(content);
  const night = atNight.get(day);
  const style = `${instead[day] ?? day} ${instead[night] ?? night}`;
  if (!classes.has(style)) classes.set(style, `k${classes.size}`);
  return `<span class="${classes.get(style)}">${escape(content)}</span>`;
}

/** A line of a terminal: what is typed stands out. */
function terminal(line) {
  const typed = /^\$ (.*)$/.exec(line);
  return typed
    ? `<span class="prompt">$ </span><b class="typed">${breakable(typed[1])}</b>`
    : escape(line);
}

/** The style sheet of all colours that were used so far. */
export function colours({ dark = true } = {}) {
  return [...classes]
    .map(([style, name]) => {
      const [light, night] = style.split(' ');
      const rule = `.${name}{color:${light}}`;
      return dark ? `${rule}[data-theme=dark] .${name}{color:${night}}` : rule;
    })
    .join('\n');
}
