export { showQueue } from './show-queue.ts';
export { showStats } from './show-stats.ts';
