import {
  type FailurePlan,
  json,
  type Provider,
  type ProviderAnswer,
  type ProviderRequest,
  type RecordedRequest,
  type Service,
} from './provider.ts';

const KEPT_REQUESTS = 5000;
const SECRET_FIELDS = new Set([
  'client_secret',
  'access_token',
  'refresh_token',
  'password',
  'secret_token',
  'assertion',
]);

/** Puts recording, planned failures and control calls around a service. */
export function standIn(service: Service): Provider {
  const recorded: RecordedRequest[] = [];
  const plans: (FailurePlan & { left: number })[] = [];

  const addPlan = (plan: FailurePlan) => plans.push({ ...plan, left: plan.times ?? 1 });
  const reset = () => {
    recorded.length = 0;
    plans.length = 0;
    service.reset();
  };

  const seen = (path: string) => service.seen?.(path) ?? path;

  async function handle(request: ProviderRequest): Promise<ProviderAnswer> {
    const path = seen(request.path);
    const body = readable(request);
    const entry: RecordedRequest = {
      method: request.method,
      path,
      ...(request.query.size > 0 ? { query: masked(Object.fromEntries(request.query)) } : {}),
      body: masked(body),
      at: request.now.toISOString(),
      status: null,
      applied: true,
    };
    recorded.push(entry);
    if (recorded.length > KEPT_REQUESTS) recorded.shift();

    const plan = plans.find((candidate) => candidate.left > 0 && meets(candidate, path, body));
    if (!plan) {
      const answer = await service.answer(request);
      if (!answer.hang) entry.status = answer.status;
      return answer;
    }
    plan.left -= 1;
    if (plan.left === 0) plans.splice(plans.indexOf(plan), 1);

    const failing = plan.status !== undefined || plan.hang === true;
    const applied = !failing || plan.applyThenFail === true;
    entry.applied = applied;
    const ordinary = applied ? await service.answer(request) : undefined;
    let answer = ordinary ?? service.failure(plan.status ?? 500, request);
    if (plan.status !== undefined) answer = service.failure(plan.status, request);
    if (plan.body !== undefined) {
      answer =
        typeof plan.body === 'string'
          ? { ...answer, body: plan.body, headers: { 'content-type': 'text/plain' } }
          : { ...answer, ...json(answer.status, plan.body, answer.headers) };
    }
    if (plan.headers) answer = { ...answer, headers: { ...answer.headers, ...plan.headers } };
    if (plan.delayMs) answer = { ...answer, delayMs: (answer.delayMs ?? 0) + plan.delayMs };
    if (plan.hang) answer = { ...answer, hang: true };
    if (!answer.hang) entry.status = answer.status;
    return answer;
  }

  async function control(request: ProviderRequest): Promise<ProviderAnswer> {
    const call = `${request.method} ${request.path.replace(/\/+$/, '')}`;
    switch (call) {
      case 'GET /requests':
        return json(200, recorded);
      case 'DELETE /requests':
        recorded.length = 0;
        return json(200, { cleared: true });
      case 'GET /fail':
        return json(200, plans);
      case 'DELETE /fail':
        plans.length = 0;
        return json(200, { cleared: true });
      case 'POST /fail': {
        const plan = readPlan(request.body);
        if (typeof plan === 'string') return refusal(400, 'bad_failure_plan', plan);
        addPlan(plan);
        return json(200, { planned: plan });
      }
      case 'POST /reset':
        reset();
        return json(200, { reset: true });
    }
    const own = await service.control?.(request);
    return (
      own ??
      refusal(
        404,
        'unknown_control_call',
        `${service.name} has no control call ${call}. Every provider has GET|DELETE /requests, GET|POST|DELETE /fail and POST /reset; its README lists its own.`,
      )
    );
  }

  return {
    name: service.name,
    handle,
    control,
    requests: () => structuredClone(recorded),
    clearRequests: () => {
      recorded.length = 0;
    },
    fail: (plan) => {
      const problem = planProblem(plan);
      if (problem) throw new TypeError(problem);
      addPlan(plan);
    },
    seen,
    busy: () => service.busy?.() ?? false,
    reset,
  };
}

/** Whether a planned failure is for this request. */
function meets({ path = '', where = {} }: FailurePlan, asked: string, body: unknown): boolean {
  const parts = path.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (!new RegExp(`^${parts.join('[^/]*')}`).test(asked)) return false;
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return Object.entries(where).every(([name, wanted]) =>
    fields.some(([field, value]) => field === name && String(value) === String(wanted)),
  );
}

/** A refusal of a control call, in the shape of every error of the local cloud. */
export function refusal(status: number, code: string, message: string): ProviderAnswer {
  return json(status, { error: { code, message } });
}

function readPlan(body: Buffer): FailurePlan | string {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return 'The body is not JSON.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'The body must be a JSON object such as {"status":500,"times":1}.';
  }
  const plan: Record<string, unknown> = { ...value };
  for (const [alias, name] of [
    ['delay', 'delayMs'],
    ['apply-then-fail', 'applyThenFail'],
  ] as const) {
    if (alias in plan && !(name in plan)) plan[name] = plan[alias];
    delete plan[alias];
  }
  return planProblem(plan) ?? (plan as FailurePlan);
}

function planProblem(plan: Record<string, unknown> | FailurePlan): string | undefined {
  const { status, times, delayMs, hang, applyThenFail, path, where, body, headers, ...unknown } =
    plan as Record<string, unknown>;
  const strange = Object.keys(unknown);
  if (strange.length > 0) {
    return `Unknown field ${strange.join(', ')}. Known: status, times, delayMs, hang, applyThenFail, path, where, body, headers.`;
  }
  const whole = (value: unknown, least: number, most: number) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
  if (status !== undefined && !whole(status, 200, 599)) return 'status must be 200 to 599.';
  if (times !== undefined && !whole(times, 1, 1_000_000)) return 'times must be 1 to 1000000.';
  if (delayMs !== undefined && !whole(delayMs, 0, 600_000)) {
    return 'delayMs must be 0 to 600000 (real milliseconds).';
  }
  for (const [name, value] of Object.entries({ hang, applyThenFail })) {
    if (value !== undefined && typeof value !== 'boolean') return `${name} must be true or false.`;
  }
  if (path !== undefined && (typeof path !== 'string' || !path.startsWith('/'))) {
    return 'path must be text starting with /.';
  }
  if (where !== undefined && (typeof where !== 'object' || where === null)) {
    return 'where must be an object of the fields a request must have.';
  }
  if (headers !== undefined && !isTextRecord(headers)) return 'headers must be an object of texts.';
  if (status === undefined && delayMs === undefined && hang !== true) {
    return 'Say what to do: at least one of status, delayMs and hang.';
  }
  if (body !== undefined && status === undefined) return 'body needs a status.';
  if (applyThenFail === true && status === undefined && hang !== true) {
    return 'applyThenFail needs a status or hang.';
  }
  return undefined;
}

function isTextRecord(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((entry) => typeof entry === 'string')
  );
}

function readable(request: ProviderRequest): unknown {
  if (request.body.length === 0) return null;
  const text = request.body.toString('utf8');
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function masked<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, SECRET_FIELDS.has(name) ? '***' : entry]),
  ) as T;
}
