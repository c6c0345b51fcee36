import type { BalanceFeed } from './balance-feed.ts';

/** Lets open tabs on this process see the change at once instead of at the feed's next look. */
export async function announce<Answer>(
  ctx: { balanceFeed: BalanceFeed },
  userId: string,
  change: Promise<Answer>,
): Promise<Answer> {
  const answer = await change;
  ctx.balanceFeed.nudge(userId);
  return answer;
}
