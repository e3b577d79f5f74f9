import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

const metrics = new Metrics({
  namespace: process.env.POWERTOOLS_METRICS_NAMESPACE ?? 'frontdesk',
  serviceName: process.env.POWERTOOLS_SERVICE_NAME ?? 'frontdesk',
});

/**
 * Counts something an alarm or a chart looks at. Written at once as one embedded-metric line, so a worker that dies
 * right after has still counted.
 *
 * @param name what happened, in PascalCase
 * @param metadata searchable context of this one count (ids, never texts); it makes no new series
 */
export function count(
  name: string,
  metadata: Readonly<Record<string, string>> = {},
  value = 1,
): void {
  const single = metrics.singleMetric();
  for (const [key, text] of Object.entries(metadata)) single.addMetadata(key, text);
  single.addMetric(name, MetricUnit.Count, value);
}
