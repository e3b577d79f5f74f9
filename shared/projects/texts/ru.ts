import type { InvitationTexts } from './shape.ts';

const ROLE = { owner: 'владелец', operator: 'оператор' } as const;

export const ru: InvitationTexts = ({ project, inviter, role, link }) => ({
  subject: `Приглашение в «${project}»`,
  text: `Здравствуйте!

Вас приглашают в «${project}» во frontdesk. Роль: ${ROLE[role]}. Приглашает: ${inviter ?? 'владелец'}.

Чтобы принять приглашение, откройте эту ссылку и войдите или зарегистрируйтесь с этим адресом:
${link}

Ссылка действует семь дней и срабатывает один раз. Если вы не знаете, о чём речь, не обращайте внимания на это письмо.`,
});
