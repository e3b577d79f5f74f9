import { badRequest } from './errors.ts';
import { type App, keyOf, type Row, type Table } from './state.ts';
import { type Column, canonical, isDated } from './values.ts';

/** A value within an expression. Days and moments are ISO texts marked as such, so that they compare as dates. */
type Value = string | number | boolean | { readonly date: string } | readonly Value[];

type Node =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'column'; readonly table?: string; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly parts: readonly Node[] }
  | { readonly kind: 'list'; readonly parts: readonly Node[] }
  | { readonly kind: 'compare'; readonly sign: string; readonly left: Node; readonly right: Node };

const TOKENS =
  /\s*(?:"([^"]*)"|'([^']*)'|\[([^\]]*)\]|(\d+(?:\.\d+)?)|([\p{L}_][\p{L}\p{N}_.]*)|(<>|<=|>=|[=<>(),{}])|(\S))/guy;

interface Token {
  readonly kind: 'text' | 'column' | 'number' | 'name' | 'sign';
  readonly text: string;
}

/**
 * The rows a Selector names, in its order. What is no list of rows is not applied at all: AppSheet answers such a
 * Selector with every row.
 *
 * @throws Refused when it cannot be read
 */
export function selected(app: App, table: Table, selector: string): readonly Row[] {
  return rowsOf(new Reader(selector).whole(), app, table) ?? table.rows;
}

function rowsOf(node: Node, app: App, table: Table): readonly Row[] | undefined {
  if (node.kind === 'column' && node.table !== undefined) {
    return tableOf(node.table, app).rows;
  }
  if (node.kind !== 'call') return undefined;
  const [first, second, third] = node.parts;
  const need = (part: Node | undefined): Node => {
    if (!part) throw badRequest(`${node.name} function is used incorrectly`);
    return part;
  };
  switch (node.name) {
    case 'FILTER': {
      const from = tableOf(nameOf(need(first)), app);
      const condition = need(second);
      return from.rows.filter((row) => holds(condition, row, from));
    }
    case 'SELECT': {
      const list = need(first);
      if (list.kind !== 'column' || list.table === undefined) {
        throw badRequest('SELECT takes a column of a table, such as Orders[_ComputedKey]');
      }
      const from = tableOf(list.table, app);
      const condition = need(second);
      void third;
      return from.rows.filter((row) => holds(condition, row, from));
    }
    case 'ORDERBY': {
      const rows = inner(need(first), app, table);
      return ordered(rows, node.parts.slice(1), table);
    }
    case 'TOP': {
      const rows = inner(need(first), app, table);
      const count = evaluated(need(second), {}, table);
      if (typeof count !== 'number') throw badRequest('TOP takes a list and a number');
      return rows.slice(0, count);
    }
    default:
      return undefined;
  }
}

function inner(node: Node, app: App, table: Table): readonly Row[] {
  const rows = rowsOf(node, app, table);
  if (!rows) throw badRequest('Expression does not yield a list of rows');
  return rows;
}

function ordered(rows: readonly Row[], by: readonly Node[], table: Table): readonly Row[] {
  const sorts: { by: Node; down: boolean }[] = [];
  for (const node of by) {
    const value = node.kind === 'value' ? node.value : undefined;
    const last = sorts.at(-1);
    if (typeof value === 'boolean' && last) last.down = value;
    else sorts.push({ by: node, down: false });
  }
  return [...rows].sort((left, right) => {
    for (const sort of sorts) {
      const order = compared(evaluated(sort.by, left, table), evaluated(sort.by, right, table));
      if (order !== 0) return sort.down ? -order : order;
    }
    return 0;
  });
}

const holds = (condition: Node, row: Row, table: Table): boolean =>
  truth(evaluated(condition, row, table));

function evaluated(node: Node, row: Row, table: Table): Value {
  switch (node.kind) {
    case 'value':
      return node.value;
    case 'list':
      return node.parts.map((part) => evaluated(part, row, table));
    case 'column':
      return ofColumn(node.name, row, table);
    case 'compare': {
      const left = evaluated(node.left, row, table);
      const right = evaluated(node.right, row, table);
      const order = compared(left, right);
      switch (node.sign) {
        case '=':
          return order === 0;
        case '<>':
          return order !== 0;
        case '<':
          return order < 0;
        case '<=':
          return order <= 0;
        case '>':
          return order > 0;
        default:
          return order >= 0;
      }
    }
    case 'name':
      throw badRequest(`Unable to find column '${node.name}', did you mean [${node.name}]?`);
    case 'call':
      return called(node.name, node.parts, row, table);
  }
}

function called(name: string, parts: readonly Node[], row: Row, table: Table): Value {
  const values = () => parts.map((part) => evaluated(part, row, table));
  switch (name) {
    case 'AND':
      return values().every(truth);
    case 'OR':
      return values().some(truth);
    case 'NOT':
      return !truth(values()[0] ?? false);
    case 'LIST':
      return values();
    case 'IN': {
      const [value = '', list] = values();
      return Array.isArray(list) && list.some((one: Value) => compared(value, one) === 0);
    }
    case 'ISBLANK':
      return String(values()[0] ?? '') === '';
    case 'ISNOTBLANK':
      return String(values()[0] ?? '') !== '';
    case 'CONTAINS':
    case 'STARTSWITH': {
      const [text = '', part = ''] = values().map((value) => String(value).toLowerCase());
      return name === 'CONTAINS' ? text.includes(part) : text.startsWith(part);
    }
    case 'DATE':
    case 'DATETIME':
      return asDate(values()[0] ?? '');
    default:
      throw badRequest(`Unable to find function '${name}'`);
  }
}

function ofColumn(name: string, row: Row, table: Table): Value {
  if (name === '_ComputedKey') return keyOf(table, row);
  if (name === '_RowNumber') return table.rows.indexOf(row) + 2;
  const column = table.columns.find((one) => one.name === name);
  if (!column) throw badRequest(`Unable to find column '${name}'`);
  const kept = column.virtual ?? row[name] ?? '';
  if (kept === '') return '';
  if (isDated(column)) return { date: kept };
  if (['Number', 'Decimal', 'Price'].includes(column.type)) return Number(kept);
  return column.type === 'Yes/No' ? kept === 'Y' : kept;
}

/** Text is compared without regard to case, as `=` of AppSheet does. */
function compared(left: Value, right: Value): number {
  if (isDate(left) || isDate(right)) return order(asDate(left).date, asDate(right).date);
  if (typeof left === 'number' || typeof right === 'number') {
    if (left === '' || right === '') return order(String(left), String(right));
    return order(Number(left), Number(right));
  }
  return order(String(left).toLowerCase(), String(right).toLowerCase());
}

const order = <Kind extends string | number>(left: Kind, right: Kind): number =>
  left < right ? -1 : left > right ? 1 : 0;

const isDate = (value: Value): value is { date: string } =>
  typeof value === 'object' && 'date' in value;

/** Dates of expressions are American, whatever the locale of the call. */
function asDate(value: Value): { date: string } {
  if (isDate(value)) return value.date.includes('T') ? value : { date: `${value.date}T00:00:00` };
  if (value === '') return { date: '' };
  const column: Column = { name: 'expression', type: 'DateTime' };
  return { date: canonical(column, String(value), 'en-US', { lenient: true }) };
}

function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw badRequest('Condition does not yield Yes/No');
}

function nameOf(node: Node): string {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'value' && typeof node.value === 'string') return node.value;
  throw badRequest('FILTER takes the name of a table');
}

function tableOf(name: string, app: App): Table {
  const table = app.tables.get(name);
  if (!table) throw badRequest(`Unable to find table '${name}'`);
  return table;
}

/** Reads an expression into nodes. There is no way to write a quote within the same quotes. */
class Reader {
  readonly #tokens: Token[] = [];
  #at = 0;

  constructor(text: string) {
    TOKENS.lastIndex = 0;
    while (TOKENS.lastIndex < text.trimEnd().length) {
      const [, double, single, column, number, name, sign, strange] = TOKENS.exec(text) ?? [];
      const quoted = double ?? single;
      if (quoted !== undefined) this.#tokens.push({ kind: 'text', text: quoted });
      else if (column !== undefined) this.#tokens.push({ kind: 'column', text: column });
      else if (number !== undefined) this.#tokens.push({ kind: 'number', text: number });
      else if (name !== undefined) this.#tokens.push({ kind: 'name', text: name });
      else if (sign !== undefined) this.#tokens.push({ kind: 'sign', text: sign });
      else throw badRequest(`Expression '${text}' could not be parsed near '${strange ?? ''}'`);
    }
  }

  whole(): Node {
    const node = this.#comparison();
    if (this.#at < this.#tokens.length) throw this.#unexpected();
    return node;
  }

  #comparison(): Node {
    const left = this.#single();
    const next = this.#tokens[this.#at];
    if (next?.kind !== 'sign' || !/^[=<>]/.test(next.text)) return left;
    this.#at += 1;
    return { kind: 'compare', sign: next.text, left, right: this.#single() };
  }

  #single(): Node {
    const token = this.#tokens[this.#at];
    if (!token) throw this.#unexpected();
    this.#at += 1;
    switch (token.kind) {
      case 'text':
        return { kind: 'value', value: token.text };
      case 'number':
        return { kind: 'value', value: Number(token.text) };
      case 'column':
        return { kind: 'column', name: token.text };
      case 'name':
        return this.#named(token.text);
      case 'sign':
        if (token.text === '{') return { kind: 'list', parts: this.#parts('}') };
        if (token.text !== '(') throw this.#unexpected(-1);
        break;
    }
    const node = this.#comparison();
    this.#take(')');
    return node;
  }

  #named(name: string): Node {
    const next = this.#tokens[this.#at];
    if (next?.kind === 'sign' && next.text === '(') {
      this.#at += 1;
      return { kind: 'call', name: name.toUpperCase(), parts: this.#parts(')') };
    }
    if (next?.kind === 'column') {
      this.#at += 1;
      return { kind: 'column', table: name, name: next.text };
    }
    if (/^(true|false)$/i.test(name)) return { kind: 'value', value: /^true$/i.test(name) };
    return { kind: 'name', name };
  }

  #parts(end: string): Node[] {
    const parts: Node[] = [];
    if (this.#is(end)) return parts;
    for (;;) {
      parts.push(this.#comparison());
      if (this.#is(end)) return parts;
      this.#take(',');
    }
  }

  #is(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#at += 1;
    return true;
  }

  #take(sign: string): void {
    if (!this.#is(sign)) throw this.#unexpected();
  }

  #unexpected(offset = 0) {
    const token = this.#tokens[this.#at + offset];
    return badRequest(`Expression could not be parsed: ${token ? `'${token.text}'` : 'its end'}`);
  }
}
