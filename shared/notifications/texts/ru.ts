import type { NewsTexts } from './shape.ts';

const because = (reason?: string): string => (reason ? ` Причина: ${reason}.` : '');

export const ru: NewsTexts = {
  confirmed: ({ code, serviceName, specialistName, when }) =>
    `✅ Ваша запись подтверждена: ${serviceName}, ${specialistName}, ${when}. Код записи: ${code}. Ждём вас!`,
  rejected: ({ code, serviceName, when, reason }) =>
    `К сожалению, мы не сможем вас принять: ${serviceName}, ${when} (код ${code}).${because(reason)} Напишите, пожалуйста, и мы подберём другое время.`,
  cancelled: ({ code, serviceName, when, reason }) =>
    `Ваша запись отменена: ${serviceName}, ${when} (код ${code}).${because(reason)} Напишите, если хотите выбрать другое время.`,
  expired: ({ code, serviceName, when }) =>
    `Приносим извинения: мы не успели подтвердить ваш запрос на ${serviceName}, ${when} (код ${code}), поэтому он закрыт. Напишите, пожалуйста, и мы подберём другое время.`,
  moved: ({ code, serviceName, specialistName, when }) =>
    `🔁 Ваша запись перенесена: ${serviceName}, ${specialistName}, ${when}. Код записи: ${code}. Если это время неудобно, напишите нам.`,
};
