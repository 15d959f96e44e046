// SPDX-License-Identifier: MIT
// Colours of code. Shiki says which; they become classes and one style sheet, so that
// dark, light, print and EPUB differ in the sheet alone.
import { createHighlighter } from 'shiki';
import { escape } from './text.mjs';

// The themes' greys of comments: too pale on the green and red of differences, and,
// in the dark, too much like the text.
const instead = { '#66707B': '#545C66', '#BDC4CC': '#9DA7B3' };
const themes = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' };
const langs = ['cpp', 'toml', 'json', 'rust', 'bash', 'cmake'];
const shiki = await createHighlighter({ themes: Object.values(themes), langs });
const classes = new Map(); // "light dark italic bold" -> class
const done = new Map();

/** The lines of some code, each as HTML. */
export function highlight(code, lang) {
  if (lang === 'console') return code.split('\n').map(terminal);
  if (!langs.includes(lang)) return code.split('\n').map(escape);
  const key = `${lang}\n${code}`;
  if (!done.has(key)) {
    const { tokens } = shiki.codeToTokens(code, { lang, themes });
    done.set(key, tokens.map((line) => line.map(span).join('')));
  }
  return done.get(key);
}

function span(token) {
  const own = token.htmlStyle?.color ?? '';
  const light = instead[own] ?? own;
  const night = token.htmlStyle?.['--shiki-dark'] ?? '';
  const dark = instead[night] ?? night;
  if (!token.content.trim() || light === '#0E1116') return escape(token.content);
  const style = `${light} ${dark}`;
  if (!classes.has(style)) classes.set(style, `k${classes.size}`);
  return `<span class="${classes.get(style)}">${escape(token.content)}</span>`;
}

/** A line of a terminal: what is typed stands out. */
function terminal(line) {
  const typed = /^\$ (.*)$/.exec(line);
  return typed
    ? `<span class="prompt">$ </span><b class="typed">${escape(typed[1])}</b>`
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
