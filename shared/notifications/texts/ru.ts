import { listed, type NewsTexts, sentence } from './shape.ts';

const because = (reason?: string): string => (reason ? ` Причина: ${sentence(reason)}` : '');

export const ru: NewsTexts = {
  confirmed: ({ code, serviceName, specialistName, when, meetingUrl }) =>
    `✅ Ваша запись подтверждена: ${serviceName}, ${specialistName}, ${when}. Код записи: ${code}. Ждём вас!${meetingUrl ? ` Ссылка на видеовстречу: ${meetingUrl}` : ''}`,
  rejected: ({ code, serviceName, when, reason, others }) =>
    `К сожалению, мы не сможем вас принять: ${serviceName}, ${when} (код ${code}).${because(reason)}${
      others.length === 0
        ? ' Напишите, пожалуйста, и мы подберём другое время.'
        : ` Есть свободное время:\n${listed(others)}\nНапишите, какое вам удобно, или назовите другое.`
    }`,
  reason: ({ code, serviceName, when, reason = '' }) =>
    `Почему мы не сможем вас принять (${serviceName}, ${when}, код ${code}): ${sentence(reason)}`,
  reopened: ({ code, serviceName, specialistName, when }) =>
    `Приносим извинения, уточнение: ваш запрос на ${serviceName}, ${specialistName}, ${when} (код ${code}) администратор рассматривает ещё раз. Время за вами закреплено. Как только будет решение, мы напишем.`,
  still_waiting: ({ code, serviceName, specialistName, when, others }) =>
    `Мы о вас помним: ваш запрос на ${serviceName}, ${specialistName}, ${when} (код ${code}) ещё ждёт ответа администратора. Время за вами закреплено, так что можно просто подождать.${
      others.length === 0
        ? ' Если хотите выбрать другое время, напишите нам.'
        : ` Если же хотите выбрать другое, свободно:\n${listed(others)}`
    }`,
  cancelled: ({ code, serviceName, when, reason }) =>
    `Ваша запись отменена: ${serviceName}, ${when} (код ${code}).${because(reason)} Напишите, если хотите выбрать другое время.`,
  expired: ({ code, serviceName, when }) =>
    `Приносим извинения: мы не успели подтвердить ваш запрос на ${serviceName}, ${when} (код ${code}), поэтому он закрыт. Напишите, пожалуйста, и мы подберём другое время.`,
  moved: ({ code, serviceName, specialistName, when }) =>
    `🔁 Ваша запись перенесена: ${serviceName}, ${specialistName}, ${when}. Код записи: ${code}. Если это время неудобно, напишите нам.`,
  link: ({ code, serviceName, specialistName, when, meetingUrl = '' }) =>
    `🔗 ${serviceName}, ${specialistName}, ${when} (код ${code}) – онлайн. Ссылка на видеовстречу: ${meetingUrl}`,
};
