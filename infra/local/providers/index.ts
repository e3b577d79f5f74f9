export type {
  FailurePlan,
  Provider,
  ProviderAnswer,
  ProviderRequest,
  RecordedRequest,
} from './provider.ts';
export { hostProviders, routeToProvider, serveProvider } from './serve.ts';
