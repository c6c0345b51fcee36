import { createScrip } from '@scrip/client';

export async function creditsByFeature(url: string, apiKey: string, userId: string) {
  const scrip = createScrip({ url, apiKey });
  const report = await scrip.usage({
    userId,
    period: { preset: 'last7Days' },
    timeZone: 'Europe/Lisbon',
    by: 'feature',
  });
  return report.series.map(({ name, totals }) => ({ feature: name, credits: totals.creditsUsed }));
}
