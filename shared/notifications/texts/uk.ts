import { listed, type NewsTexts, sentence } from './shape.ts';

const because = (reason?: string): string => (reason ? ` Причина: ${sentence(reason)}` : '');

export const uk: NewsTexts = {
  confirmed: ({ code, serviceName, specialistName, when, meetingUrl }) =>
    `✅ Ваш запис підтверджено: ${serviceName}, ${specialistName}, ${when}. Код запису: ${code}. Чекаємо на вас!${meetingUrl ? ` Посилання на відеозустріч: ${meetingUrl}` : ''}`,
  rejected: ({ code, serviceName, when, reason, others }) =>
    `На жаль, ми не зможемо прийняти вас: ${serviceName}, ${when} (код ${code}).${because(reason)}${
      others.length === 0
        ? ' Напишіть, будь ласка, і ми підберемо інший час.'
        : ` Є вільний час:\n${listed(others)}\nНапишіть, який вам зручний, або назвіть інший.`
    }`,
  reason: ({ code, serviceName, when, reason = '' }) =>
    `Чому ми не зможемо прийняти вас (${serviceName}, ${when}, код ${code}): ${sentence(reason)}`,
  reopened: ({ code, serviceName, specialistName, when }) =>
    `Перепрошуємо, уточнення: ваш запит на ${serviceName}, ${specialistName}, ${when} (код ${code}) ще раз розглядає адміністратор. Час за вами закріплено. Щойно буде рішення, ми напишемо.`,
  still_waiting: ({ code, serviceName, specialistName, when, others }) =>
    `Ми про вас пам’ятаємо: ваш запит на ${serviceName}, ${specialistName}, ${when} (код ${code}) ще чекає на відповідь адміністратора. Час за вами закріплено, тож можна просто зачекати.${
      others.length === 0
        ? ' Якщо хочете обрати інший час, напишіть нам.'
        : ` Якщо ж хочете обрати інший, вільно:\n${listed(others)}`
    }`,
  cancelled: ({ code, serviceName, when, reason }) =>
    `Ваш запис скасовано: ${serviceName}, ${when} (код ${code}).${because(reason)} Напишіть, якщо бажаєте обрати інший час.`,
  expired: ({ code, serviceName, when }) =>
    `Перепрошуємо: ми не встигли підтвердити ваш запит на ${serviceName}, ${when} (код ${code}), тому його закрито. Напишіть, будь ласка, і ми підберемо інший час.`,
  moved: ({ code, serviceName, specialistName, when }) =>
    `🔁 Ваш запис перенесено: ${serviceName}, ${specialistName}, ${when}. Код запису: ${code}. Якщо цей час незручний, напишіть нам.`,
  link: ({ code, serviceName, specialistName, when, meetingUrl = '' }) =>
    `🔗 ${serviceName}, ${specialistName}, ${when} (код ${code}) – онлайн. Посилання на відеозустріч: ${meetingUrl}`,
};
