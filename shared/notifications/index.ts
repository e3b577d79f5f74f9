export { type ClientNews, clientNewsSchema, NEWS, type News, newsForClient } from './news.ts';
export { tellClient } from './tell-client.ts';
