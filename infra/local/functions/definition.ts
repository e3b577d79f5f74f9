/** A Lambda function of the template. */
export interface FunctionDefinition {
  /** `<room>-<name>`: what calls, logs and controls know it by. */
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** Folder of the bundle. */
  readonly folder: string;
  /** `file.export`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** The environment of the template, without what the runtime adds. */
  readonly environment: { readonly [name: string]: string };
}

/** What an invocation came to. */
export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      /** `handled`: the handler threw; `timeout`; `crash`: the worker is gone. */
      readonly kind: 'handled' | 'timeout' | 'crash' | 'init';
      readonly errorType: string;
      readonly errorMessage: string;
    };

/** From the pool to a worker. */
export interface InvokeMessage {
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  /** Real time, epoch ms. */
  readonly deadline: number;
}

/** From a worker to the pool. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'init-error'; readonly errorType: string; readonly errorMessage: string }
  | { readonly type: 'result'; readonly requestId: string; readonly payload: string | undefined }
  | {
      readonly type: 'error';
      readonly requestId: string;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace: string;
    };

/** What a worker is started with. */
export interface WorkerStart {
  readonly definition: FunctionDefinition;
  readonly clock: SharedArrayBuffer;
  /** How far the clock of this function goes wrong, a Float64 in milliseconds. */
  readonly skew: SharedArrayBuffer;
}
