import type { NewsTexts } from './shape.ts';

const because = (reason?: string): string => (reason ? ` Reason: ${reason}.` : '');

export const en: NewsTexts = {
  confirmed: ({ code, serviceName, specialistName, when }) =>
    `✅ Your booking is confirmed: ${serviceName} with ${specialistName}, ${when}. Booking code: ${code}. See you then!`,
  rejected: ({ code, serviceName, when, reason }) =>
    `Unfortunately we cannot take you for ${serviceName}, ${when} (code ${code}).${because(reason)} Write to us and we will find another time.`,
  cancelled: ({ code, serviceName, when, reason }) =>
    `Your booking was cancelled: ${serviceName}, ${when} (code ${code}).${because(reason)} Write to us if you would like another time.`,
  expired: ({ code, serviceName, when }) =>
    `We are sorry: we did not get to confirm your request for ${serviceName}, ${when} (code ${code}) in time, so it is closed. Write to us and we will find another time.`,
  moved: ({ code, serviceName, specialistName, when }) =>
    `🔁 Your booking was moved: ${serviceName} with ${specialistName}, ${when}. Booking code: ${code}. If this time does not suit you, write to us.`,
};
