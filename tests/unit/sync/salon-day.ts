import {
  type Booking,
  book,
  getBooking,
  reschedule,
  setStatus,
} from '../../../shared/bookings/index.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import { addSeconds, secondsBetween } from '../../../shared/platform/clock.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { BookingId, ClientId, ProjectId } from '../../../shared/platform/ids.ts';
import { mintWebhookToken } from '../../../shared/platform/secrets/webhook-token.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { appSheet } from '../../../shared/providers/appsheet/index.ts';
import { google } from '../../../shared/providers/google/index.ts';
import {
  APPSHEET,
  appSheetDestination,
  type Destination,
  dirtyFor,
  receiveEdit,
  type SyncMessage,
  sheetsDestination,
  syncBookings,
  syncMessageSchema,
} from '../../../shared/sync/index.ts';
import type { Place, Places } from '../../steps/places.ts';
import { ANNA, ELENA, HAIRCUT, MARIA, salon } from '../../steps/salon.ts';

const KEY = { PLATFORM_KEY: 'k'.repeat(40) };
const PEOPLE = [ANNA, MARIA, ELENA] as const;
const NAMES = ['Anna', 'Maria', 'Elena'] as const;
/** Half hours of two days, by the clock of Kyiv 12:00, 12:30 … */
const TIMES = ['24T10:00', '24T10:30', '24T11:00', '25T10:00', '25T10:30'].map(
  (time) => `2026-11-${time}:00.000Z`,
);

/** Where something goes wrong, and how. */
export interface Trouble {
  readonly of: 'sheets read' | 'sheets write' | 'Find' | 'Add' | 'Edit' | 'Delete';
  /** `lost`: it was done, and the answer says that it was not; `empty`: AppSheet's 200 with nothing. */
  readonly how: 'down' | 'quota' | 'lost' | 'empty' | 'empty, done';
  readonly times: number;
}

/** What a person does to a worksheet; numbers choose rows. */
export type SheetDeed =
  | { readonly kind: 'sort' | 'sort visible'; readonly by: number; readonly down: boolean }
  | { readonly kind: 'type' | 'blank' | 'delete' | 'forget' | 'copy'; readonly at: number }
  | { readonly kind: 'edit'; readonly at: number; readonly column: number; readonly value: string }
  | { readonly kind: 'move'; readonly at: number; readonly to: number }
  | { readonly kind: 'rename' | 'place' | 'remove'; readonly at: number };

/** What a person does in the app; `heard`: how often its automation reaches us, and whether late. */
export type AppDeed =
  | {
      readonly kind: 'status';
      readonly at: number;
      readonly status: string;
      readonly heard: 'at once' | 'late' | 'twice' | 'never';
    }
  | { readonly kind: 'edit'; readonly at: number; readonly column: string; readonly value: string }
  | { readonly kind: 'delete'; readonly at: number }
  | { readonly kind: 'add' };

/** One thing that happens on a day at the salon. */
export type Step =
  | { readonly book: number; readonly who: number; readonly time: number }
  | { readonly move: number; readonly who: number; readonly time: number }
  | { readonly set: number; readonly status: Booking['status'] }
  | { readonly sheet: number; readonly deed: SheetDeed }
  | { readonly between: number; readonly deed: SheetDeed }
  | { readonly app: AppDeed }
  | { readonly trouble: Trouble }
  | { readonly dies: number; readonly after: boolean }
  | { readonly deliver: 'together' | 'each' }
  | { readonly pass: number };

class Died extends Error {}

/** What a person sees in a worksheet, with its hidden column. */
interface Shown {
  readonly all: readonly (readonly string[])[];
  readonly title: string;
}

/** A project with a spreadsheet and an AppSheet table of its own, its queue and its clock. */
export class SalonDay {
  readonly project: Project;
  readonly parked: SyncMessage[] = [];
  /** Lines that a test adds to the door's list of destinations. */
  also: readonly Destination[] = [];
  now = '2026-11-21T10:00:00.000Z';
  #places: Places;
  #queue: { readonly body: SyncMessage; readonly at: string }[] = [];
  #bookings: BookingId[] = [];
  #late: { BookingID?: string | undefined }[] = [];
  #count = 0;
  /** The rows that people typed themselves, and how often they left them there, by worksheet. */
  #typed = new Map<string, number>();
  #titles: Map<string, string> = new Map(NAMES.map((name) => [name, name]));
  #workers = new Set<{ dead: boolean }>();

  constructor(places: Places, name: string) {
    this.#places = places;
    this.project = salon({
      projectId: name as ProjectId,
      googleSheetId: `sheet-${name}`,
      appSheet: { appId: name, table: 'Bookings', host: 'www.appsheet.com' },
    });
  }

  async open(): Promise<this> {
    const { google: sheets, appsheet, put } = this.#places;
    const { projectId } = this.project;
    const written = { updatedBy: 'owner', updatedAt: this.now };
    await put({ ...keys.project(projectId), entity: 'Project', ...this.project, ...written });
    const settings = { quietWindowSeconds: 4, rotation: 1, lowestRotation: 1, projectId };
    await put({ ...keys.inboundSettings(projectId), entity: 'InboundSettings', ...settings });
    await sheets.by('POST', '/limits', { sheetsPerUser: null, sheetsPerProject: null });
    await sheets.by('POST', '/spreadsheets', { id: this.#sheet, sheets: ['Sheet1'] });
    const { columns } = await appsheet.by('GET', '/table');
    await appsheet.by('POST', '/apps', { id: projectId, access_key: 'V2-key' });
    await appsheet.by('POST', '/tables', { app: projectId, name: 'Bookings', columns });
    return this;
  }

  get #sheet(): string {
    return this.project.googleSheetId as string;
  }

  async do(step: Step): Promise<void> {
    if ('book' in step) await this.#book(step);
    else if ('move' in step) await this.#move(step);
    else if ('set' in step) await this.#set(step);
    else if ('sheet' in step) await this.#work(step.sheet, step.deed);
    else if ('between' in step) this.#between(step.between, step.deed);
    else if ('app' in step) await this.#use(step.app);
    else if ('trouble' in step) await this.#cause(step.trouble);
    else if ('dies' in step) this.#dieAt(step.dies, step.after);
    else if ('deliver' in step) await this.#deliver(step.deliver === 'together');
    else this.now = addSeconds(this.now, step.pass);
  }

  async #book({ book: client, who, time }: { book: number; who: number; time: number }) {
    this.#count += 1;
    const booked = await book({
      project: this.project,
      ...{ serviceId: HAIRCUT, specialistId: at(PEOPLE, who), startsAt: at(TIMES, time) },
      client: {
        clientId: `client-${client}` as ClientId,
        name: client ? `Client ${client}` : '=1+1',
      },
      actor: { kind: 'member', id: 'u1' },
      idempotencyKey: String(this.#count),
      now: this.now,
    });
    if (isRefusal(booked)) return;
    this.#bookings.push(booked.booking.bookingId);
    this.#tell(booked.booking, undefined);
  }

  async #move({ move, who, time }: { move: number; who: number; time: number }) {
    const old = await this.#booking(move);
    if (!old) return;
    this.#count += 1;
    const moved = await reschedule({
      ...{ project: this.project, bookingId: old.bookingId, actor: { kind: 'member', id: 'u1' } },
      ...{ specialistId: at(PEOPLE, who), startsAt: at(TIMES, time) },
      ...{ idempotencyKey: String(this.#count), now: this.now },
    });
    if (!isRefusal(moved)) this.#tell(moved.booking, old);
  }

  async #set({ set, status }: { set: number; status: Booking['status'] }) {
    const old = await this.#booking(set);
    if (!old) return;
    const { projectId } = this.project;
    const done = await setStatus({
      ...{ projectId, bookingId: old.bookingId, status, by: 'Olha', now: this.now },
      actor: { kind: 'member', id: 'u1' },
    });
    if (!isRefusal(done)) this.#tell(done.booking, old);
  }

  async #booking(index: number): Promise<Booking | undefined> {
    if (this.#bookings.length === 0) return undefined;
    return getBooking(this.project.projectId, at(this.#bookings, index));
  }

  /** As the stream would. */
  #tell(booking: Booking, old: Booking | undefined): void {
    const message = dirtyFor(booking, old);
    if (message) this.put(message);
  }

  put(body: SyncMessage, delaySeconds = 0): void {
    const plain = syncMessageSchema.parse(JSON.parse(JSON.stringify(body)));
    this.#queue.push({ body: plain, at: addSeconds(this.now, Math.ceil(delaySeconds)) });
  }

  async #look(title: string): Promise<Shown | undefined> {
    const { titles } = await this.#tabs();
    if (!titles.includes(title)) return undefined;
    const query = new URLSearchParams({ spreadsheet: this.#sheet, sheet: title });
    return this.#places.google.by('GET', `/sheet?${query}`);
  }

  async #tabs(): Promise<{ titles: string[] }> {
    const all = (await this.#places.google.by('GET', '/spreadsheets')) as {
      id: string;
      sheets: string[];
    }[];
    return { titles: all.find(({ id }) => id === this.#sheet)?.sheets ?? [] };
  }

  /** A person works in the worksheet of a specialist, if there is one. */
  async #work(tab: number, deed: SheetDeed): Promise<boolean> {
    const name = at(NAMES, tab);
    const title = this.#titles.get(name) ?? name;
    const shown = await this.#look(title);
    if (!shown || shown.all.length < 2) return false;
    const tell = (verb: string, body: object = {}) =>
      this.#places.google.by('POST', `/sheet/${verb}`, {
        ...{ spreadsheet: this.#sheet, sheet: title, ...body },
      });
    // Row 1 is the heading; one more than there are is where something may be put in.
    const row = 'at' in deed ? 2 + (deed.at % (shown.all.length - 1)) : 2;
    const cells = shown.all[row - 1] ?? [];
    const own = cells[4] ?? '';
    const isTheirs = own.startsWith('hand ');
    const letter = (column: number) => 'ABCDEFG'.charAt(column % 6);
    switch (deed.kind) {
      case 'sort':
        await tell('sort', { by: letter(deed.by), descending: deed.down });
        break;
      case 'sort visible':
        await tell('sort', { by: letter(deed.by), descending: deed.down, columns: 'A:F' });
        break;
      case 'type':
        this.#count += 1;
        this.#typed.set(`${name} hand ${this.#count}`, 1);
        await tell('insert', {
          ...{
            row,
            values: ['24.11', '24.11.2026', '15:00', '', `hand ${this.#count}`, 'Haircut'],
          },
        });
        break;
      case 'blank':
        await tell('insert', { row });
        break;
      case 'delete':
        if (!isTheirs) await tell('delete', { row });
        break;
      case 'forget':
        await tell('clear', { row, columns: 'G' });
        break;
      case 'copy':
        if (isTheirs)
          this.#typed.set(`${name} ${own}`, (this.#typed.get(`${name} ${own}`) ?? 0) + 1);
        await tell('copy', { row });
        break;
      case 'move':
        await tell('move', { row, to: 2 + (deed.to % (shown.all.length - 1)) });
        break;
      case 'edit':
        if (isTheirs) break;
        await tell('type', { row, column: letter(deed.column), values: [deed.value] });
        break;
      case 'rename':
        this.#count += 1;
        this.#titles.set(name, `${name} ${this.#count}`);
        await tell('rename', { title: `${name} ${this.#count}` });
        break;
      case 'place':
        await tell('place', { at: 1 + (deed.at % 2) });
        break;
      case 'remove':
        for (const key of this.#typed.keys())
          if (key.startsWith(`${name} `)) this.#typed.delete(key);
        this.#titles.set(name, name);
        await tell('remove');
        break;
    }
    return true;
  }

  /** The same, right before a call that writes to the spreadsheet: after everything was read. */
  #between(tab: number, deed: SheetDeed): void {
    this.#places.google.before = async ({ path }) => {
      if (!path.startsWith(`/v4/spreadsheets/${this.#sheet}:batchUpdate`)) return false;
      await this.#work(tab, deed);
      return true;
    };
  }

  /** A person works in the app. */
  async #use(deed: AppDeed): Promise<void> {
    const { appsheet } = this.#places;
    const app = this.project.projectId;
    const { rows } = await appsheet.by('GET', `/table?${new URLSearchParams({ app })}`);
    if (deed.kind === 'add') {
      this.#count += 1;
      const fields = { BookingID: `own #${this.#count}`, ClientName: 'somebody' };
      await appsheet.by('POST', '/rows/add', { app, fields });
      return;
    }
    if (rows.length === 0) return;
    const row = at(rows as Record<string, string>[], deed.at);
    if (row.key?.startsWith('own')) return;
    const { key } = row;
    if (deed.kind === 'delete') {
      await appsheet.by('POST', '/rows/delete', { app, key });
      return;
    }
    const fields = deed.kind === 'edit' ? { [deed.column]: deed.value } : { Status: deed.status };
    await appsheet.by('POST', '/rows/edit', { app, key, fields });
    if (deed.kind === 'edit') return;
    const { status: Status, heard } = deed;
    const body = { BookingID: key, Status, StatusBefore: row.Status, ChangedBy: 'p@example.com' };
    if (heard === 'late') this.#late.push(body);
    if (heard === 'at once' || heard === 'twice') await this.#hear(body);
    if (heard === 'twice') this.#late.push(body);
  }

  async #hear(body: { BookingID?: string | undefined }): Promise<void> {
    const { projectId } = this.project;
    const bookingId = body.BookingID as BookingId;
    const old = await getBooking(projectId, bookingId);
    await receiveEdit({
      secret: KEY,
      token: mintWebhookToken(KEY, { projectId, purpose: APPSHEET, rotation: 1 }),
      ...{ body: JSON.stringify(body), isBase64Encoded: false, now: this.now },
      put: async (message) => this.put(message),
    });
    const booking = await getBooking(projectId, bookingId);
    if (old && booking && booking.version !== old.version) this.#tell(booking, old);
  }

  async #cause({ of, how, times }: Trouble): Promise<void> {
    const { google: sheets, appsheet } = this.#places;
    const status = how === 'quota' ? 429 : how === 'lost' ? 500 : 503;
    const plan = { status, times, ...(how === 'lost' ? { applyThenFail: true } : {}) };
    const path = `/v4/spreadsheets/${this.#sheet}`;
    if (of === 'sheets read') return void sheets.provider.fail({ ...plan, path });
    if (of === 'sheets write') {
      return void sheets.provider.fail({ ...plan, path: `${path}:batchUpdate` });
    }
    if (how === 'empty' || how === 'empty, done') {
      const order = { times, applied: how === 'empty, done', action: of };
      return void (await appsheet.by('POST', '/empty', order));
    }
    appsheet.provider.fail({
      ...{ ...plan, path: `/api/v2/apps/${this.project.projectId}/`, where: { Action: of } },
    });
  }

  /** The worker dies at its nth call of the table, which is done before or not. */
  #dieAt(nth: number, after: boolean): void {
    let count = 0;
    const die = () => {
      for (const worker of this.#workers) worker.dead = true;
      return new Died();
    };
    dynamodb.middlewareStack.add(
      (next) => async (args) => {
        const own = this.#workers.size > 0;
        if (own && [...this.#workers].some(({ dead }) => dead)) throw die();
        count += own ? 1 : 0;
        if (own && count === nth && !after) throw die();
        const answer = await next(args);
        if (own && count === nth) throw die();
        return answer;
      },
      { step: 'initialize', name: 'death', override: true },
    );
  }

  async #deliver(together: boolean): Promise<void> {
    const due = this.#queue.filter(({ at: when }) => when <= this.now).map(({ body }) => body);
    this.#queue = this.#queue.filter(({ at: when }) => when > this.now);
    if (together) await this.#run(due);
    else await Promise.all(due.map((body) => this.#run([body])));
    const heard = this.#late.splice(0, 1);
    for (const body of heard) await this.#hear(body);
  }

  /** One worker takes these messages; one that dies leaves them in the queue until they are seen again. */
  async #run(bodies: readonly SyncMessage[]): Promise<void> {
    if (bodies.length === 0) return;
    const worker = { dead: false };
    this.#workers.add(worker);
    const alive = <Value>(value: Value): Value => {
      if (worker.dead) throw new Died();
      return value;
    };
    try {
      await syncBookings(bodies, this.destinations(), {
        again: async (message, delay) => alive(this).put(message, delay),
        giveUp: async (body) => void alive(this).parked.push(syncMessageSchema.parse(body)),
        now: () => alive(this).now,
      });
      alive(worker);
    } catch (fault) {
      if (!worker.dead) throw fault;
      for (const body of bodies) this.put(body, 540);
    } finally {
      this.#workers.delete(worker);
      if (worker.dead) dynamodb.middlewareStack.remove('death');
    }
  }

  destinations(): readonly Destination[] {
    const { appSheet: table } = this.project;
    if (!table) throw new Error('no table');
    const { account } = this.#places;
    return [
      appSheetDestination({
        ...{ api: appSheet, connectionOf: async () => ({ ...table, accessKey: 'V2-key' }) },
      }),
      sheetsDestination({ api: google, connectionOf: async () => account }),
      ...this.also,
    ];
  }

  /** Moves the clock from message to message until none is left; what was given up is put back. */
  async runUntilIdle(): Promise<void> {
    for (const body of this.#late.splice(0)) await this.#hear(body);
    const begun = this.now;
    while (this.#queue.length > 0 || this.parked.length > 0) {
      for (const body of this.parked.splice(0)) this.put(body);
      const next = this.#queue.map(({ at: when }) => when).sort()[0] ?? this.now;
      if (next > this.now) this.now = next;
      if (secondsBetween(begun, this.now) > 96 * 3_600) throw new Error('It does not end.');
      await this.#deliver(true);
    }
  }

  /** Everything works again, and everybody went home. */
  async recover(): Promise<void> {
    const { google: sheets, appsheet } = this.#places;
    sheets.before = undefined;
    dynamodb.middlewareStack.remove('death');
    for (const { by } of [sheets, appsheet] as Place[]) await by('DELETE', '/fail');
    const { next } = await appsheet.by('GET', '/quirks');
    if (next.length > 0) await this.#swallow(next);
  }

  /** Orders for empty answers that were not used up would meet the next day. */
  async #swallow(next: readonly { times: number; action?: string }[]): Promise<void> {
    const { provider } = this.#places.appsheet;
    for (const { times, action = 'Find' } of structuredClone(next)) {
      for (let left = times; left > 0; left -= 1) {
        await provider.handle({
          method: 'POST',
          path: `/api/v2/apps/${this.project.projectId}/tables/none/Action`,
          query: new URLSearchParams(),
          headers: { applicationaccesskey: 'V2-key' },
          body: Buffer.from(JSON.stringify({ Action: action })),
          now: new Date(),
        });
      }
    }
  }

  /** Has every booking written whatever is believed to be there: what people left in between is put right. */
  async reconcile(): Promise<void> {
    for (const bookingId of this.#bookings) {
      const { projectId } = this.project;
      const version = (await getBooking(projectId, bookingId))?.version ?? 1;
      this.put({ projectId, bookingId, wish: { action: 'Write', version }, attempt: 0 });
    }
    await this.runUntilIdle();
  }

  /** What both places should show: a row of the app, and of the sheet, for each booking. */
  async truth(): Promise<{ app: string[]; sheet: string[] }> {
    const { projectId } = this.project;
    const all = await Promise.all(this.#bookings.map((id) => getBooking(projectId, id)));
    const bookings = all.filter((one) => one !== undefined);
    return {
      app: bookings
        .map(({ bookingId, specialistName, clientName, status, startsAt, code }) => {
          const name = clientName.startsWith('=') ? `'${clientName}` : clientName;
          const { day, time } = kyiv(startsAt);
          return [bookingId, specialistName, name, day, time, status, code].join(' | ');
        })
        .sort(),
      sheet: bookings
        .filter(({ status }) => status !== 'CANCELLED' && status !== 'REJECTED')
        .map(({ bookingId, specialistName, clientId, clientName, serviceName, startsAt }) => {
          const { day, time } = kyiv(startsAt);
          const cells = [day.slice(0, 5), day, time, clientId, clientName, serviceName, bookingId];
          return [specialistName, ...cells].join(' | ');
        })
        .sort(),
    };
  }

  /** What they do show of bookings. */
  async shown(): Promise<{ app: string[]; sheet: string[] }> {
    const app = this.project.projectId;
    const { rows } = await this.#places.appsheet.by(
      'GET',
      `/table?${new URLSearchParams({ app })}`,
    );
    const sheet = await this.#rows();
    return {
      app: (rows as Record<string, string>[])
        .filter(({ key }) => !key?.startsWith('own'))
        .map((row) => {
          const [month, day, year] = String(row.Date).split('/');
          const { key, ModelName, ClientName, Status, ConfirmationCode: code } = row;
          const time = row.Time?.slice(0, 5);
          const date = `${day}.${month}.${year}`;
          return [key, ModelName, ClientName, date, time, Status, code].join(' | ');
        })
        .sort(),
      sheet: sheet
        .filter(({ cells }) => !cells[4]?.startsWith('hand ') && cells.some((cell) => cell !== ''))
        .map(({ name, cells }) => [name, ...cells].join(' | '))
        .sort(),
    };
  }

  async #rows(): Promise<{ name: string; cells: string[] }[]> {
    const rows: { name: string; cells: string[] }[] = [];
    for (const [name, title] of this.#titles) {
      const shown = await this.#look(title);
      for (const row of shown?.all.slice(1) ?? []) {
        rows.push({ name, cells: Array.from({ length: 7 }, (_, column) => row[column] ?? '') });
      }
    }
    return rows;
  }

  /** The rows that people typed: what is there, and what they left there. */
  async typed(): Promise<{ there: string[]; left: string[] }> {
    const rows = await this.#rows();
    const there = rows
      .filter(({ cells }) => cells[4]?.startsWith('hand '))
      .map(({ name, cells }) => [name, ...cells].join(' | '));
    const left = [...this.#typed].flatMap(([key, times]) => {
      const [name = '', ...own] = key.split(' ');
      const cells = ['24.11', '24.11.2026', '15:00', '', own.join(' '), 'Haircut', ''];
      return Array.from({ length: times }, () => [name, ...cells].join(' | '));
    });
    return { there: there.sort(), left: left.sort() };
  }

  /** Marks of bookings that are not there yet. */
  async marks(): Promise<unknown[]> {
    const { projectId } = this.project;
    const { listMarks } = await import('../../../shared/sync/mark.ts');
    return [
      ...(await listMarks(projectId, 'appsheet')),
      ...(await listMarks(projectId, 'google-sheets')),
    ];
  }
}

function at<Value>(list: readonly Value[], index: number): Value {
  return list[index % list.length] as Value;
}

const CLOCK = new Intl.DateTimeFormat('de-DE', {
  ...{ timeZone: 'Europe/Kyiv', hour: '2-digit', minute: '2-digit' },
  ...{ day: '2-digit', month: '2-digit', year: 'numeric' },
});

function kyiv(instant: string): { day: string; time: string } {
  const [day = '', time = ''] = CLOCK.format(new Date(instant)).split(', ');
  return { day, time };
}
