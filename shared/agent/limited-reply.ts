import type { Reply } from '../conversations/index.ts';
import { addSeconds } from '../platform/clock.ts';
import { count } from '../platform/metrics.ts';
import { spokenLanguage } from '../projects/index.ts';
import type { AgentTurn } from './agent-turn.ts';
import { HAND_OVER_SECONDS } from './hand-over.ts';
import type { Limited } from './limits.ts';
import { TEXTS } from './texts/index.ts';

/** Nobody is asked: the client is told why, once, or handed to people when her answers have cost enough. */
export function limitedReply(turn: AgentTurn, limited: Limited): Reply {
  const { burst, language, tokens, now } = turn;
  const { projectId, conversationId } = burst;
  count('ReplyLimited', { projectId, conversationId, why: limited.kind });
  const texts = TEXTS[spokenLanguage(language)];
  const kept = { language, offers: [], tokens };
  if (limited.kind === 'rate') {
    return limited.told
      ? { kind: 'silent', text: '', ...kept }
      : { kind: 'limited', text: texts.limited, ...kept };
  }
  const latest = addSeconds(now, HAND_OVER_SECONDS);
  const handedOverUntil = limited.until < latest ? limited.until : latest;
  const text = texts.handOver;
  return { kind: 'hand_over', text, ...kept, alert: limited.kind, handedOverUntil };
}
