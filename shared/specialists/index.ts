export { specialistCommands } from './commands.ts';
export { handleSpecialistEvent } from './handle-specialist-event.ts';
export { type LinkChat, linkChat } from './link-chat.ts';
export { type ListForCaller, listForCaller } from './list-for-caller.ts';
export {
  newsForSpecialist,
  SPECIALIST_NEWS,
  type SpecialistNews,
  type SpecialistNewsKind,
  specialistNewsDelay,
  specialistNewsSchema,
} from './news.ts';
export { type OfferLink, offerLink } from './offer-link.ts';
export { type SpecialistChat, specialistChats } from './specialist-chat.ts';
export { specialistOfChat } from './specialist-of-chat.ts';
export type { SpecialistPorts } from './talk.ts';
export { tellSpecialist } from './tell-specialist.ts';
export { type UnlinkChat, unlinkChat } from './unlink-chat.ts';
