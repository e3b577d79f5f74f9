import { json, type ProviderAnswer } from '../provider.ts';

/** The REST side speaks in statuses. */
export const restError = (status: number, message: string, code = status): ProviderAnswer =>
  json(status, { code, message, data: [] });

/** The token opens nothing. */
export const noToken = (): ProviderAnswer => restError(401, 'Authorization required');
/** It did once. */
export const tokenOver = (status = 419): ProviderAnswer => restError(status, 'Token Expired', 419);
export const accessDenied = (): ProviderAnswer => restError(403, 'Access denied');
export const notFound = (): ProviderAnswer => restError(404, 'Not found');
export const tooMany = (): ProviderAnswer => restError(429, 'Request limit reached');

export const RPC = {
  noCompany: [-33001, 'Company login is not valid'],
  wrongKey: [-33002, 'API key is not valid'],
  noUser: [-33003, 'User not found'],
  blocked: [-33004, 'User is blocked'],
  hipaa: [-33005, 'HIPAA is enabled'],
  featureOff: [-32001, 'Custom feature is not activated'],
  denied: [-32000, 'Access denied'],
  noMethod: [-32601, 'Method not found'],
  badRequest: [-32600, 'Invalid request'],
  badParams: [-32602, 'Invalid params'],
} as const satisfies Record<string, readonly [number, string]>;
export type RpcError = (typeof RPC)[keyof typeof RPC];

/** The JSON-RPC side says what is wrong with status 200. */
export const rpcError = ([code, message]: RpcError, id: unknown): ProviderAnswer =>
  json(200, { error: { code, message, data: [] }, id: id ?? null, jsonrpc: '2.0' });

export const rpcResult = (result: unknown, id: unknown): ProviderAnswer =>
  json(200, { result, id: id ?? null, jsonrpc: '2.0' });

/** The service's answer for a status that a test asked for. */
export function failure(status: number): ProviderAnswer {
  if (status === 401) return noToken();
  if (status === 403) return accessDenied();
  if (status === 404) return notFound();
  if (status === 419) return tokenOver();
  if (status === 429) return tooMany();
  return restError(status, status >= 500 ? 'Internal server error' : 'Invalid request data');
}
