import { listed, type NewsTexts, sentence } from './shape.ts';

const because = (reason?: string): string => (reason ? ` Reason: ${sentence(reason)}` : '');

export const en: NewsTexts = {
  confirmed: ({ code, serviceName, specialistName, when, meetingUrl }) =>
    `✅ Your booking is confirmed: ${serviceName} with ${specialistName}, ${when}. Booking code: ${code}. See you then!${meetingUrl ? ` Where we meet online: ${meetingUrl}` : ''}`,
  rejected: ({ code, serviceName, when, reason, others }) =>
    `Unfortunately we cannot take you for ${serviceName}, ${when} (code ${code}).${because(reason)}${
      others.length === 0
        ? ' Write to us and we will find another time.'
        : ` These times are free:\n${listed(others)}\nWrite which one suits you, or name another.`
    }`,
  reason: ({ code, serviceName, when, reason = '' }) =>
    `Why we cannot take you for ${serviceName}, ${when} (code ${code}): ${sentence(reason)}`,
  reopened: ({ code, serviceName, specialistName, when }) =>
    `A correction, with our apologies: your request for ${serviceName} with ${specialistName}, ${when} (code ${code}) is being looked at once more. The time is held for you, and we will write as soon as it is decided.`,
  still_waiting: ({ code, serviceName, specialistName, when, others }) =>
    `We have not forgotten you: your request for ${serviceName} with ${specialistName}, ${when} (code ${code}) is still waiting for an answer from reception. The time is held for you, so you can simply wait.${
      others.length === 0
        ? ' If you would rather take another time, write to us.'
        : ` If you would rather take another time, these are free:\n${listed(others)}`
    }`,
  cancelled: ({ code, serviceName, when, reason }) =>
    `Your booking was cancelled: ${serviceName}, ${when} (code ${code}).${because(reason)} Write to us if you would like another time.`,
  expired: ({ code, serviceName, when }) =>
    `We are sorry: we did not get to confirm your request for ${serviceName}, ${when} (code ${code}) in time, so it is closed. Write to us and we will find another time.`,
  moved: ({ code, serviceName, specialistName, when }) =>
    `🔁 Your booking was moved: ${serviceName} with ${specialistName}, ${when}. Booking code: ${code}. If this time does not suit you, write to us.`,
  link: ({ code, serviceName, specialistName, when, meetingUrl = '' }) =>
    `🔗 ${serviceName} with ${specialistName}, ${when} (code ${code}) is online. The link: ${meetingUrl}`,
};
