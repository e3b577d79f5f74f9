import { describe, expect, it } from 'vitest';
import { accountTexts } from '../../../shared/accounts/texts/index.ts';
import { LANGUAGES } from '../../../shared/contracts/languages.ts';
import { invitationTexts } from '../../../shared/projects/texts/index.ts';

describe.each(LANGUAGES)('mails in %s', (language) => {
  const texts = accountTexts(language);
  const script = language === 'en' ? /[A-Za-z]{4}/ : /[а-яґєії]{4}/i;

  it('say their code in subject and text, and only who is to have one has one', () => {
    const code = '01234567';
    for (const mail of [
      texts.confirmation({ code }),
      texts.reset({ code }),
      texts.emailChange({ code }),
    ]) {
      expect(mail.subject).toContain(code);
      expect(mail.text).toContain(code);
      expect(mail.text).toMatch(script);
    }
    // It opens an account: it is for who reads the whole letter, not for a locked screen.
    const { subject, text } = texts.emailChanged({ code });
    expect(subject).not.toContain(code);
    expect(text).toContain(code);
    for (const mail of [texts.registered(), texts.emailTaken(), texts.passwordChanged()]) {
      expect(mail.text).toMatch(script);
      expect(JSON.stringify(mail)).not.toMatch(/\d{4}/);
    }
  });

  it('invite with the link on a line of its own, whoever asks', () => {
    for (const inviter of ['Olena', undefined]) {
      const words = { project: 'Rosa', inviter, role: 'operator', link: 'https://x.example/y' };
      const { subject, text } = invitationTexts(language)(words as never);
      expect(subject).toContain('Rosa');
      expect(text.split('\n')).toContain('https://x.example/y');
      expect(text).not.toContain('undefined');
    }
  });
});
