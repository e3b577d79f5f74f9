export * from './alerts/index.ts';
export {
  type ClientNews,
  clientNewsDelay,
  clientNewsSchema,
  GRACE_SECONDS,
  NEWS,
  type News,
  newsForClient,
} from './news.ts';
export { tellClient } from './tell-client.ts';
