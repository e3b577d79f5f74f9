export { type AskReception, askReception } from './ask-reception.ts';
export { handleReceptionEvent } from './handle-reception-event.ts';
export {
  newsForReception,
  RECEPTION_NEWS,
  type ReceptionNews,
  receptionNewsSchema,
} from './news.ts';
export { firstTold, receptionOf } from './staff.ts';
export { type ReceptionPorts, tellReception } from './tell-reception.ts';
