/**
 * What every AWS client is built with. The SDK's `requestTimeout` only logs unless `throwOnRequestTimeout` is set, so
 * a hung call would otherwise hang for ever. `maxAttempts` is the one layer that retries throttling and lost answers.
 */
export const clientDefaults = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 3_000,
    throwOnRequestTimeout: true,
  },
} as const;
