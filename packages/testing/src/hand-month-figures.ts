/**
 * October 2026 of one account, computed by hand. In Lisbon it begins an hour before UTC's and ends with it: the clocks go
 * back on the 25th, whose hour from one to two comes twice. Chat costs 1, an image 5.
 */
export const handMonth = {
  from: '2026-10-01',
  to: '2026-10-31',
  /** Both end at the same instant. */
  endsAt: '2026-11-01T00:00:00.000Z',
  /** Of which image generation and chat, net of refunds. */
  zones: {
    UTC: {
      startsAt: '2026-10-01T00:00:00.000Z',
      totals: { creditsUsed: 15, creditsSpent: 18, creditsRefunded: 3, spends: 6, refunds: 1 },
      byFeature: { ai_image_generation: 12, ai_text_chat: 3 },
      /** Days with use, net. */
      byDay: {
        '2026-10-06': 10,
        '2026-10-07': -3,
        '2026-10-24': 1,
        '2026-10-25': 2,
        '2026-10-31': 5,
      },
      statement: { opening: 95, GRANT: 50, SPEND: -18, REFUND: 3, EXPIRY: -43, closing: 87 },
      entries: 9,
    },
    'Europe/Lisbon': {
      startsAt: '2026-09-30T23:00:00.000Z',
      totals: { creditsUsed: 20, creditsSpent: 23, creditsRefunded: 3, spends: 7, refunds: 1 },
      byFeature: { ai_image_generation: 17, ai_text_chat: 3 },
      byDay: { '2026-10-01': 5, '2026-10-06': 10, '2026-10-07': -3, '2026-10-25': 3, '2026-10-31': 5 },
      statement: { opening: 100, GRANT: 50, SPEND: -23, REFUND: 3, EXPIRY: -43, closing: 87 },
      entries: 10,
    },
  },
  /** The 25 hours of 25 October in Lisbon: midnight, one o'clock and one o'clock again. */
  longDay: { day: '2026-10-25', hours: [1, 1, 1, ...new Array<number>(22).fill(0)] },
} as const;
