export {
  newsForReception,
  RECEPTION_NEWS,
  type ReceptionNews,
  receptionNewsSchema,
} from './news.ts';
