import type { InvitationTexts } from './shape.ts';

const ROLE = { owner: 'власник', operator: 'оператор' } as const;

export const uk: InvitationTexts = ({ project, inviter, role, link }) => ({
  subject: `Запрошення до «${project}»`,
  text: `Вітаємо!

Вас запрошено до «${project}» у frontdesk. Роль: ${ROLE[role]}. Запрошує: ${inviter ?? 'власник'}.

Щоб прийняти запрошення, відкрийте це посилання та увійдіть або зареєструйтеся з цією адресою:
${link}

Посилання дійсне сім днів і спрацьовує один раз. Якщо ви не знаєте, про що йдеться, не зважайте на цей лист.`,
});
