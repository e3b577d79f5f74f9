import { type Fields, objectOf } from '../../form.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../../provider.ts';
import {
  fewScopes,
  invalidArgument,
  nothingHere,
  rpcError,
  sheetsQuota,
  unauthenticated,
} from '../errors.ts';
import { type Mask, masked, parseMask, unknownField } from '../fields.ts';
import type { GoogleState, Token } from '../state.ts';
import { onGrid, parseRange } from './a1.ts';
import { applyRequests } from './requests.ts';
import { addSheet, makeSpreadsheet, type Sheet, type Spreadsheet } from './spreadsheet.ts';
import type { Typing } from './typing.ts';
import {
  appendRange,
  batchUpdateValues,
  clearRange,
  getRange,
  readingOf,
  updateRange,
} from './values.ts';
import { spreadsheetView } from './views.ts';

interface Call {
  readonly state: GoogleState;
  readonly token: Token;
  readonly spreadsheet: Spreadsheet;
  readonly query: URLSearchParams;
  readonly body: Fields;
  readonly now: Date;
  /** What stands in the path for `{range}`. */
  readonly range: string;
}

const SCOPE = 'https://www.googleapis.com/auth/';
const WRITING = ['spreadsheets', 'drive'].map((name) => SCOPE + name);
const READING = [...WRITING, `${SCOPE}spreadsheets.readonly`, `${SCOPE}drive.readonly`];
/** Only files that the application made itself. */
const OWN_FILES = `${SCOPE}drive.file`;

const READS: Readonly<Record<string, (call: Call) => unknown>> = {
  'GET ': metadata,
  'GET /values:batchGet': ({ spreadsheet, query }) => ({
    spreadsheetId: spreadsheet.id,
    valueRanges: query.getAll('ranges').map((range) =>
      getRange(
        spreadsheet,
        range,
        readingOf((name) => query.get(name)),
      ),
    ),
  }),
  'GET /values/{range}': ({ spreadsheet, query, range }) =>
    getRange(
      spreadsheet,
      range,
      readingOf((name) => query.get(name)),
    ),
};

/** Each works on a copy that is kept only when nothing of it was refused. */
const WRITES: Readonly<Record<string, (call: Call) => unknown>> = {
  'POST :batchUpdate': batchUpdate,
  'POST /values:batchUpdate': (call) =>
    batchUpdateValues(call.spreadsheet, call.body, typingOf(call)),
  'POST /values:batchClear': ({ spreadsheet, body }) => ({
    spreadsheetId: spreadsheet.id,
    clearedRanges: (Array.isArray(body.ranges) ? body.ranges : []).map((range) =>
      clearRange(spreadsheet, String(range)),
    ),
  }),
  'PUT /values/{range}': (call) =>
    updateRange(call.spreadsheet, call.range, call.body, call.query, typingOf(call)),
  'POST /values/{range}:append': (call) =>
    appendRange(call.spreadsheet, call.range, call.body, call.query, typingOf(call)),
  'POST /values/{range}:clear': ({ spreadsheet, range }) => ({
    spreadsheetId: spreadsheet.id,
    clearedRange: clearRange(spreadsheet, range),
  }),
};

/** `/v4/spreadsheets…`. @throws Refused */
export function answerSheets(state: GoogleState, request: ProviderRequest): ProviderAnswer {
  const { method, path, query } = request;
  if (method === 'POST' && path === '/v4/spreadsheets') return create(state, request);
  const [, id = '', rest = ''] = /^\/v4\/spreadsheets\/([^/:]+)(.*)$/.exec(path) ?? [];
  const [shape, range] = shapeOf(rest);
  const name = `${method} ${shape}`;
  const act = READS[name] ?? WRITES[name];
  if (id === '' || !act) return nothingHere(path);
  const token = admitted(state, request, name in READS ? 'Read' : 'Write');
  const known = state.spreadsheets.get(id);
  if (!known) throw rpcError(404, 'Requested entity was not found.');
  const role = known.shares.get(token.account.email);
  if (!role || (role === 'reader' && name in WRITES)) {
    throw rpcError(403, 'The caller does not have permission');
  }
  if (token.scopes.size === 1 && token.scopes.has(OWN_FILES) && role !== 'owner') {
    throw rpcError(404, 'Requested entity was not found.');
  }
  const spreadsheet = name in WRITES ? copyOf(known) : known;
  const body = bodyOf(request);
  const done = act({ state, token, spreadsheet, query, body, now: request.now, range });
  if (name in WRITES) Object.assign(known, spreadsheet);
  return json(200, selected(done, query));
}

/** The part after the id, with `{range}` for a range. */
function shapeOf(rest: string): [string, string] {
  if (!rest.startsWith('/values/')) return [rest, ''];
  const [, range = '', verb = ''] = /^\/values\/(.+?)(:append|:clear)?$/.exec(rest) ?? [];
  try {
    return [`/values/{range}${verb}`, decodeURIComponent(range)];
  } catch {
    throw invalidArgument(`Unable to parse range: ${range}`);
  }
}

/** Who asks, once scopes and quotas were looked at. */
function admitted(
  state: GoogleState,
  { headers, now }: ProviderRequest,
  kind: 'Read' | 'Write',
): Token {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const token = state.token(bearer, now.getTime());
  if (!token) throw unauthenticated('sheets');
  const enough = [...(kind === 'Read' ? READING : WRITING), OWN_FILES];
  if (!enough.some((scope) => token.scopes.has(scope))) throw fewScopes('sheets');
  const { projectId, email } = token.account;
  const { sheetsPerUser, sheetsPerProject } = state.limits;
  const ms = now.getTime();
  if (!state.count(`sheets ${kind} ${projectId} ${email}`, sheetsPerUser, ms)) {
    throw sheetsQuota(kind, 'user', sheetsPerUser ?? 0, projectId);
  }
  if (!state.count(`sheets ${kind} ${projectId}`, sheetsPerProject, ms)) {
    throw sheetsQuota(kind, 'project', sheetsPerProject ?? 0, projectId);
  }
  return token;
}

function bodyOf({ method, body }: ProviderRequest): Fields {
  if (method === 'GET' || body.length === 0) return {};
  const fields = objectOf(body);
  if (fields) return fields;
  throw invalidArgument('Invalid JSON payload received. Unexpected token.');
}

const copyOf = (spreadsheet: Spreadsheet): Spreadsheet => structuredClone(spreadsheet);

const typingOf = ({ spreadsheet, now }: Call): Typing => ({
  locale: spreadsheet.locale,
  year: now.getUTCFullYear(),
});

/** Names that a mask of this API may have. */
const KNOWN_FIELDS = new Set(
  (
    'spreadsheetId properties sheets spreadsheetUrl title locale autoRecalc timeZone defaultFormat sheetId index ' +
    'sheetType gridProperties rowCount columnCount frozenRowCount frozenColumnCount hidden data startRow startColumn ' +
    'rowData values userEnteredValue effectiveValue formattedValue userEnteredFormat effectiveFormat numberFormat type ' +
    'pattern note stringValue numberValue boolValue formulaValue rowMetadata columnMetadata hiddenByUser hiddenByFilter ' +
    'pixelSize valueRanges range majorDimension replies addSheet updatedSpreadsheet responses updatedRange updatedRows ' +
    'updatedColumns updatedCells updatedData totalUpdatedRows totalUpdatedColumns totalUpdatedCells totalUpdatedSheets ' +
    'tableRange updates clearedRange clearedRanges namedRanges developerMetadata protectedRanges conditionalFormats ' +
    'merges basicFilter charts bandedRanges hyperlink dataValidation tabColor'
  ).split(' '),
);

function maskOf(query: URLSearchParams): Mask | undefined {
  const text = query.get('fields') ?? query.get('$fields');
  if (!text) return undefined;
  const mask = parseMask(text);
  const unknown = mask ? unknownField(mask, KNOWN_FIELDS) : text;
  if (!mask || unknown) {
    throw invalidArgument(
      `Request contains an invalid argument. Invalid field selection ${unknown}`,
    );
  }
  return mask;
}

function selected(value: unknown, query: URLSearchParams): unknown {
  const mask = maskOf(query);
  return mask ? masked(value, mask) : value;
}

function metadata({ spreadsheet, query }: Call): unknown {
  const mask = maskOf(query);
  const sheets = mask?.get('sheets');
  const wanted = mask
    ? sheets instanceof Map && (sheets.has('data') || sheets.has('*'))
    : query.get('includeGridData') === 'true';
  const ranges = query.getAll('ranges').map((text) => parseRange(spreadsheet, text));
  return view(spreadsheet, ranges.length > 0 ? ranges : undefined, wanted);
}

function view(
  spreadsheet: Spreadsheet,
  ranges: readonly ReturnType<typeof parseRange>[] | undefined,
  withCells: boolean,
): unknown {
  const boxes = new Map<Sheet, ReturnType<typeof onGrid>[]>();
  for (const range of ranges ?? []) {
    boxes.set(range.sheet, [...(boxes.get(range.sheet) ?? []), onGrid(range)]);
  }
  if (!ranges && withCells) {
    for (const sheet of spreadsheet.sheets) {
      const { rowCount: endRow, columnCount: endColumn } = sheet;
      boxes.set(sheet, [{ row: 0, column: 0, endRow, endColumn }]);
    }
  }
  const shown = spreadsheetView(
    spreadsheet,
    ranges || withCells ? boxes : undefined,
    Boolean(ranges),
  );
  if (withCells) return shown;
  const { sheets, ...rest } = shown;
  return { ...rest, sheets: (sheets as Fields[]).map(({ data: _, ...sheet }) => sheet) };
}

function batchUpdate(call: Call): unknown {
  const { spreadsheet, body } = call;
  const replies = applyRequests(spreadsheet, body.requests, typingOf(call));
  return {
    spreadsheetId: spreadsheet.id,
    replies,
    ...(body.includeSpreadsheetInResponse === true
      ? {
          updatedSpreadsheet: view(
            spreadsheet,
            Array.isArray(body.responseRanges)
              ? body.responseRanges.map((text) => parseRange(spreadsheet, String(text)))
              : undefined,
            body.responseIncludeGridData === true,
          ),
        }
      : {}),
  };
}

function create(state: GoogleState, request: ProviderRequest): ProviderAnswer {
  const token = admitted(state, request, 'Write');
  const { properties = {}, sheets = [] } = bodyOf(request) as {
    properties?: Record<string, string>;
    sheets?: { properties?: Record<string, unknown> }[];
  };
  const { title, locale, timeZone } = properties;
  const spreadsheet = makeSpreadsheet({
    ...(title ? { title } : {}),
    ...(locale ? { locale } : {}),
    ...(timeZone ? { timeZone } : {}),
  });
  for (const { properties: given = {} } of sheets.length > 0 ? sheets : [{}]) {
    const { title: name } = given;
    addSheet(spreadsheet, typeof name === 'string' ? { title: name } : {});
  }
  spreadsheet.shares.set(token.account.email, 'owner');
  state.spreadsheets.set(spreadsheet.id, spreadsheet);
  return json(200, selected(view(spreadsheet, undefined, false), request.query));
}
