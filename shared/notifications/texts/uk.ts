import type { NewsTexts } from './shape.ts';

const because = (reason?: string): string => (reason ? ` Причина: ${reason}.` : '');

export const uk: NewsTexts = {
  confirmed: ({ code, serviceName, specialistName, when }) =>
    `✅ Ваш запис підтверджено: ${serviceName}, ${specialistName}, ${when}. Код запису: ${code}. Чекаємо на вас!`,
  rejected: ({ code, serviceName, when, reason }) =>
    `На жаль, ми не зможемо прийняти вас: ${serviceName}, ${when} (код ${code}).${because(reason)} Напишіть, будь ласка, і ми підберемо інший час.`,
  cancelled: ({ code, serviceName, when, reason }) =>
    `Ваш запис скасовано: ${serviceName}, ${when} (код ${code}).${because(reason)} Напишіть, якщо бажаєте обрати інший час.`,
  expired: ({ code, serviceName, when }) =>
    `Перепрошуємо: ми не встигли підтвердити ваш запит на ${serviceName}, ${when} (код ${code}), тому його закрито. Напишіть, будь ласка, і ми підберемо інший час.`,
  moved: ({ code, serviceName, specialistName, when }) =>
    `🔁 Ваш запис перенесено: ${serviceName}, ${specialistName}, ${when}. Код запису: ${code}. Якщо цей час незручний, напишіть нам.`,
};
