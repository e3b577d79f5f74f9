export { type ClientNews, clientNewsSchema, NEWS, type News, newsForClient } from './news.ts';
