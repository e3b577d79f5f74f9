import { type AuthorizationServer, consentCall, NotGranted } from './authorization-server.ts';
import {
  json,
  type Provider,
  type ProviderAnswer,
  type ProviderRequest,
  type Service,
} from './provider.ts';
import { standIn } from './stand-in.ts';

/** A service of which the sign-in is played, and as much behind it as proves that a grant works. */
export interface SignInService {
  readonly name: string;
  readonly people: AuthorizationServer;
  /** Its calls, `GET /oauth/authorize`. */
  readonly calls: Readonly<Record<string, (request: ProviderRequest) => ProviderAnswer>>;
  /** Calls with something of their own in the path; `undefined`: none of them. */
  readonly otherwise?: (request: ProviderRequest) => ProviderAnswer | undefined;
  /** Its own control calls. */
  readonly control?: Service['control'];
  /** What is wrong with a sign-in, in its own words. */
  readonly refusal: (fault: NotGranted) => ProviderAnswer;
  readonly notFound: () => ProviderAnswer;
  readonly failure: (status: number) => ProviderAnswer;
  /** Forgets what it keeps beside grants. */
  readonly reset?: () => void;
}

/** Puts the layer of every stand-in, and the control calls of people, around a sign-in. */
export function signInService(service: SignInService): Provider {
  const { name, people, calls, otherwise, refusal, notFound, failure, reset } = service;
  return standIn({
    name,
    answer: (request) => {
      const act = calls[`${request.method} ${request.path}`];
      if (!act) return otherwise?.(request) ?? notFound();
      try {
        return act(request);
      } catch (fault) {
        if (fault instanceof NotGranted) return refusal(fault);
        throw fault;
      }
    },
    failure,
    control: (request) => {
      const done = consentCall(people, request);
      return done ? json(200, done) : service.control?.(request);
    },
    reset: () => {
      people.reset();
      reset?.();
    },
  });
}
