import type { ParkedDocument, ParkedSummary } from '../contracts/parked.ts';
import type { ParkedItem } from './parked-item.ts';

/** A parked item as lists of the API show it. */
export function parkedSummaryOf(item: ParkedItem): ParkedSummary {
  const { parkedId, queue, sentAt, parkedAt, replayedAt, replayedBy } = item;
  return {
    parked_id: parkedId,
    queue,
    status: replayedAt === undefined ? 'waiting' : 'replayed',
    sent_at: sentAt,
    parked_at: parkedAt,
    ...(replayedAt === undefined ? {} : { replayed_at: replayedAt }),
    ...(replayedBy === undefined ? {} : { replayed_by: replayedBy }),
  };
}

/** A parked item as the API shows it alone, with its body. */
export function parkedDocumentOf(item: ParkedItem): ParkedDocument {
  return { ...parkedSummaryOf(item), body: readable(item.body) };
}

function readable(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
