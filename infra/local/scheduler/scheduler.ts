import { join } from 'node:path';
import { AwsError, jsonAnswer } from '../aws/aws-error.ts';
import type { AwsService } from '../aws/front.ts';
import { Journal } from '../journal.ts';
import type { Queues } from '../queues/queues.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import { checkName, dueOf, type ScheduleInput, validation } from './schedule.ts';

interface Schedule extends ScheduleInput {
  readonly Name: string;
  readonly GroupName: string;
  readonly due: number;
  readonly CreationDate: number;
  readonly LastModificationDate: number;
  done?: boolean;
}

type ScheduleRecord = { put: Schedule } | { gone: string };

/** How the stand-in may be made meaner. */
export interface SchedulerManners {
  /** Each firing comes up to so many seconds late (the real one: up to 59). */
  jitterSeconds: number;
  /** Every schedule fires twice: at-least-once, made visible. */
  fireTwice: boolean;
  /** What happens to an `at()` in the past: both have been seen in the real service. */
  past: 'accept' | 'reject';
}

/** What the scheduler needs around it. */
export interface SchedulerSettings {
  readonly groups: readonly string[];
  readonly clock: VirtualClock;
  readonly queues: Queues;
  readonly region: string;
  readonly accountId: string;
  readonly dataDir?: string;
}

/** EventBridge Scheduler: one-time schedules with an SQS target, firing by virtual time. */
export class Scheduler {
  readonly manners: SchedulerManners = { jitterSeconds: 0, fireTwice: false, past: 'accept' };
  readonly #settings: SchedulerSettings;
  readonly #groups: Set<string>;
  readonly #schedules = new Map<string, Schedule>();
  readonly #timers = new Map<string, { cancel(): void }>();
  readonly #journal: Journal<ScheduleRecord>;

  constructor(settings: SchedulerSettings) {
    this.#settings = settings;
    this.#groups = new Set(['default', ...settings.groups]);
    const { dataDir } = settings;
    this.#journal = new Journal<ScheduleRecord>(dataDir && join(dataDir, 'schedules.log'), {
      apply: (record) => {
        if ('put' in record) this.#schedules.set(keyOf(record.put), record.put);
        else this.#schedules.delete(record.gone);
      },
      snapshot: () => [...this.#schedules.values()].map((put) => ({ put })),
    });
    this.#journal.open();
  }

  /** Arms what was kept. Call once everything it fires at is there. */
  start(): void {
    for (const schedule of this.#schedules.values()) this.#arm(schedule);
  }

  close(): void {
    this.#journal.close();
  }

  list(): object[] {
    return [...this.#schedules.values()].map(({ due, done, ...rest }) => ({
      ...rest,
      due: new Date(due).toISOString(),
      done: done ?? false,
    }));
  }

  readonly service: AwsService = async ({ operation, path, body }) => {
    const url = new URL(path, 'http://local');
    const name = decodeURIComponent(url.pathname.slice('/schedules/'.length));
    const input = (body.length > 0 ? JSON.parse(body.toString()) : {}) as ScheduleInput;
    const group = input.GroupName ?? url.searchParams.get('groupName') ?? 'default';
    if (operation === 'ListSchedules') return jsonAnswer({ Schedules: this.list() });
    checkName(name, 'name');
    checkName(group, 'groupName');
    if (!this.#groups.has(group)) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Schedule group ${group} does not exist.`,
        404,
      );
    }
    const key = `${group}/${name}`;
    const existing = this.#schedules.get(key);
    switch (operation) {
      case 'CreateSchedule':
        if (existing) {
          throw new AwsError('ConflictException', `Schedule ${name} already exists.`, 409);
        }
        return this.#put(name, group, input, undefined);
      case 'UpdateSchedule':
        if (!existing) throw notFound(name);
        // A full replacement: what the request leaves out falls back to its default.
        return this.#put(name, group, input, existing);
      case 'GetSchedule': {
        if (!existing) throw notFound(name);
        const { due: _due, done: _done, ...shown } = existing;
        return jsonAnswer({ ...shown, Arn: this.#arn(name, group) });
      }
      case 'DeleteSchedule':
        if (!existing) throw notFound(name);
        this.#remove(key);
        return jsonAnswer({});
      default:
        throw validation(`The local cloud does not know ${operation}.`);
    }
  };

  #put(name: string, group: string, input: ScheduleInput, existing: Schedule | undefined) {
    const { clock, queues } = this.#settings;
    const due = dueOf(input);
    const now = clock.now();
    if (due <= now && this.manners.past === 'reject') {
      throw validation(
        `Invalid Schedule Expression ${input.ScheduleExpression}: it is in the past.`,
      );
    }
    const arn = input.Target?.Arn ?? '';
    const queue = queues.byArn(arn);
    if (!arn.includes(':sqs:')) {
      throw validation(`The local cloud fires at SQS queues only, not at ${arn}.`);
    }
    if (queue?.settings.fifo && !input.Target?.SqsParameters?.MessageGroupId) {
      throw validation('A FIFO queue as target needs SqsParameters with a MessageGroupId.');
    }
    const { ClientToken: _token, GroupName: _group, ...rest } = input;
    const schedule: Schedule = {
      State: 'ENABLED',
      ScheduleExpressionTimezone: 'UTC',
      ActionAfterCompletion: 'NONE',
      ...rest,
      Name: name,
      GroupName: group,
      due,
      CreationDate: existing?.CreationDate ?? now / 1000,
      LastModificationDate: now / 1000,
    };
    this.#schedules.set(keyOf(schedule), schedule);
    this.#journal.append({ put: schedule });
    this.#arm(schedule);
    return jsonAnswer({ ScheduleArn: this.#arn(name, group) });
  }

  #arm(schedule: Schedule): void {
    const key = keyOf(schedule);
    this.#timers.get(key)?.cancel();
    this.#timers.delete(key);
    if (schedule.done || schedule.State === 'DISABLED') return;
    const late = Math.random() * this.manners.jitterSeconds * 1000;
    this.#timers.set(
      key,
      this.#settings.clock.at(schedule.due + late, () => this.#fire(key, schedule)),
    );
  }

  #fire(key: string, schedule: Schedule): void {
    this.#timers.delete(key);
    const { queues } = this.#settings;
    const { Target: target } = schedule;
    const queue =
      queues.byArn(target?.Arn ?? '') ?? queues.byArn(target?.DeadLetterConfig?.Arn ?? '');
    const groupId = target?.SqsParameters?.MessageGroupId;
    for (let times = this.manners.fireTwice ? 2 : 1; times > 0; times -= 1) {
      queue?.send({
        body: target?.Input ?? '{}',
        sender: 'scheduler',
        ...(groupId !== undefined ? { groupId } : {}),
      });
    }
    if (schedule.ActionAfterCompletion === 'DELETE') {
      this.#remove(key);
    } else {
      schedule.done = true;
      this.#journal.append({ put: schedule });
    }
  }

  #remove(key: string): void {
    this.#timers.get(key)?.cancel();
    this.#timers.delete(key);
    this.#schedules.delete(key);
    this.#journal.append({ gone: key });
  }

  #arn(name: string, group: string): string {
    const { region, accountId } = this.#settings;
    return `arn:aws:scheduler:${region}:${accountId}:schedule/${group}/${name}`;
  }
}

function keyOf({ GroupName, Name }: { GroupName: string; Name: string }): string {
  return `${GroupName}/${Name}`;
}

function notFound(name: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
}
