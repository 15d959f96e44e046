// SPDX-License-Identifier: MIT
// Finds what a C++ name stands for, with tree-sitter's parser: the definition, its
// comment, and its body. A part that the parser does not understand hides only itself.
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { Mistake } from './problems.mjs';
import { some } from './text.mjs';

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-cpp/tree-sitter-cpp.wasm')));

const classes = new Set([
  'class_specifier', 'struct_specifier', 'union_specifier', 'enum_specifier',
]);
const through = new Set([
  'declaration_list', 'field_declaration_list', 'linkage_specification', 'ERROR',
  'preproc_if', 'preproc_ifdef', 'preproc_else', 'preproc_elif',
]);
const squeeze = (text) => text.replace(/\s+/g, '');

/**
 * The definitions of a text, in its order. Lines are counted from 1; `body` is the
 * range of characters that an answer fills: initialisers and braces.
 */
export function definitions(text) {
  const tree = parser.parse(text);
  const found = [];
  const walk = (node, scope, outer) => {
    if (node.type === 'namespace_definition') {
      const name = node.childForFieldName('name')?.text ?? '';
      const inner = [...scope, ...name.split('::').filter(Boolean)];
      node.childForFieldName('body')?.children.forEach((c) => walk(c, inner, c));
    } else if (node.type === 'template_declaration') {
      node.namedChildren.slice(1).forEach((c) => walk(c, scope, outer));
    } else if (node.type === 'friend_declaration') {
      const space = scope.slice(0, -1);
      node.namedChildren.forEach((c) => !classes.has(c.type) && walk(c, space, outer));
    } else if (through.has(node.type)) {
      node.children.forEach((c) => walk(c, scope, c));
    } else if (node.type === 'preproc_call' || node.type === 'comment') {
      // Nothing that has a name.
    } else {
      define(node, scope, outer);
    }
  };
  const define = (node, scope, outer) => {
    const type = classes.has(node.type) ? node : node.childForFieldName('type');
    const declarators = node.childrenForFieldName('declarator');
    if (type && classes.has(type.type) && type.childForFieldName('name')) {
      const own = [...scope, ...path(type.childForFieldName('name').text)];
      const body = type.childForFieldName('body');
      if (body || type === node) add(own, outer, { forward: !body, isClass: true });
      body?.children.forEach((c) => walk(c, own, c));
      if (type === node) return;
    }
    for (const declarator of declarators) {
      const named = name(declarator);
      if (named) add([...scope, ...path(named.text)], outer, details(node, declarator, text));
    }
    const direct = node.childForFieldName('name');
    if (direct && !declarators.length && !classes.has(node.type))
      add([...scope, ...path(direct.text)], outer, {});
  };
  const add = (own, node, more) => {
    const to = text.indexOf('\n', semicolon(text, node.endIndex) - 1);
    found.push({
      path: own,
      name: own.join('::'),
      from: node.startPosition.row + 1,
      to: text.slice(0, to < 0 ? text.length : to).split('\n').length,
      doc: comment(node, text),
      ...more,
    });
  };
  tree.rootNode.children.forEach((c) => walk(c, [], c));
  tree.delete();
  return found;
}

const semicolon = (text, end) => end + (/^\s*;/.exec(text.slice(end))?.[0].length ?? 0);

/** The name in a declarator; operators and conversions with their types. */
function name(node) {
  if (!node) return null;
  if (node.type === 'operator_cast')
    return { text: `operator ${node.childForFieldName('type').text}` };
  if (/^(identifier|field_identifier|type_identifier|qualified_identifier|operator_name|destructor_name|template_function|template_method)$/.test(node.type))
    return node;
  return name(node.childForFieldName('declarator') ?? node.namedChildren.find((c) =>
    /declarator$|identifier$|operator_name|destructor_name/.test(c.type)));
}

const functionOf = (node) =>
  !node || /^(function_declarator|operator_cast)$/.test(node.type)
    ? node
    : functionOf(node.childForFieldName('declarator') ??
        node.namedChildren.find((c) => /declarator$|operator_cast/.test(c.type)));

function details(node, declarator, text) {
  const call = functionOf(declarator);
  const body = node.childForFieldName('body') ??
    node.children.find((c) => /default_method_clause|delete_method_clause|try_statement/.test(c.type));
  if (!call) return { body: null };
  const owner = call.type === 'operator_cast' ? call.childForFieldName('declarator') : call;
  const list = owner?.childForFieldName('parameters');
  const types = (list?.namedChildren ?? []).filter((c) => c.type !== 'comment').map(parameter);
  const start = body && (node.children.find((c) => c.type === 'field_initializer_list') ?? body);
  return {
    call: true,
    hasBody: body?.type === 'compound_statement' || body?.type === 'try_statement',
    parameters: types.join(','),
    behind: list ? squeeze(text.slice(list.endIndex, owner.endIndex).replace(/noexcept(\(.*?\))?|->.*$/gs, '')) : '',
    body: body ? { from: start.previousSibling.endIndex, to: body.endIndex } : null,
  };
}

/** A parameter's type: its text without name and default. */
function parameter(node) {
  const declarator = node.childForFieldName('declarator');
  const named = declarator && name(declarator);
  const value = node.childForFieldName('default_value');
  let text = node.text;
  if (value) text = text.slice(0, value.startIndex - node.startIndex).replace(/=\s*$/, '');
  if (named?.startIndex !== undefined)
    text = text.slice(0, named.startIndex - node.startIndex) + text.slice(named.endIndex - node.startIndex);
  return squeeze(text);
}

/** The first line of the comment that stands directly above, or null. */
function comment(node, text) {
  const lines = text.split('\n');
  let row = node.startPosition.row;
  while (row > 0 && /^\s*\/\/(?! #(end)?region )/.test(lines[row - 1])) row--;
  return row < node.startPosition.row ? row + 1 : null;
}

/** "kioto::poll<void>::map" in its components. */
function path(text) {
  const operator = /(^|::)(operator\W.*)$/s.exec(text);
  const head = operator ? text.slice(0, operator.index) : text;
  const parts = [''];
  let depth = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] === '<') depth++;
    if (head[i] === '>') depth--;
    if (!depth && head.startsWith('::', i)) (parts.push(''), i++);
    else parts[parts.length - 1] += head[i];
  }
  return [...parts.filter(Boolean), ...(operator ? [operator[2]] : [])];
}

/** A name as an author writes it: components, and the overload's list. */
export function parseName(text) {
  const call = /^((?:.*?::)?(?:operator\s*(?:\(\)|[^\s\w(]+|[^(]+)|[^()]*?))\s*(?:\((.*)\)\s*([^()]*))?$/s.exec(text.trim());
  if (!call) throw new Mistake(`${text} is not a name of C++`);
  return {
    path: path(call[1]),
    parameters: call[2] === undefined ? null : squeeze(call[2]),
    behind: squeeze(call[3] ?? ''),
  };
}

const bare = (part) => (part.startsWith('operator') ? squeeze(part) : squeeze(part).replace(/<.*$/, ''));
const samePart = (wanted, part) =>
  wanted.includes('<') && !wanted.startsWith('operator')
    ? squeeze(wanted) === squeeze(part)
    : bare(wanted) === bare(part);

/** Those of the definitions that a name means. */
export function matching(all, wanted) {
  const { path: parts, parameters, behind } = wanted;
  let found = all.filter((d) =>
    d.path.length === parts.length && parts.every((p, i) => samePart(p, d.path[i])));
  if (parameters !== null) {
    const same = found.filter((d) => d.call && d.parameters === parameters);
    const exact = same.filter((d) => d.behind === behind);
    found = exact.length ? exact : behind ? [] : same;
  }
  const classes = found.filter((d) => d.isClass && !d.forward);
  if (classes.length) {
    const primary = classes.filter((d) => !d.path.at(-1).includes('<'));
    return parts.at(-1).includes('<') || !primary.length ? classes : primary;
  }
  const bodies = found.filter((d) => d.hasBody);
  return bodies.length ? bodies : found;
}

/** Looks names up in the files of the runtime and of the answers. */
export class Symbols {
  #parsed = new Map();

  constructor(sources, files) {
    this.sources = sources;
    this.files = files;
  }

  of(file) {
    if (!this.#parsed.has(file)) this.#parsed.set(file, definitions(this.sources.text(file)));
    return this.#parsed.get(file);
  }

  /** Returns { file, found }; `inFile` is the end of the path to look in. */
  find(text, inFile) {
    const wanted = parseName(text);
    const last = bare(wanted.path.at(-1) ?? '').replace(/^operator|^~/, '');
    const files = this.files.filter((f) =>
      inFile ? f === inFile || f.endsWith(`/${inFile}`) : this.sources.text(f).includes(last));
    if (inFile && !files.length) throw new Mistake(`there is no file ${inFile} in the runtime`);
    const hits = files
      .map((file) => ({ file, found: matching(this.of(file), wanted) }))
      .filter((h) => h.found.length);
    const best = hits.some((h) => h.found.some((d) => !d.forward && (!d.call || d.body)))
      ? hits.filter((h) => h.found.some((d) => !d.forward && (!d.call || d.body)))
      : hits;
    if (best.length > 1)
      throw new Mistake(`${text} is in several files: ${best.map((h) => h.file).join(', ')}; write "in FILE" behind it`);
    if (!best.length) throw new Mistake(`nothing is called ${text}; near it: ${this.#near(last, files)}`);
    return best[0];
  }

  #near(last, files) {
    const names = files.flatMap((f) => this.of(f)).map((d) => d.name);
    return some(new Set(names.filter((n) => n.split('::').at(-1).includes(last))));
  }
}
