export {
  newsForSpecialist,
  type SpecialistNews,
  type SpecialistNewsKind,
  specialistNewsDelay,
  specialistNewsSchema,
} from './news.ts';
