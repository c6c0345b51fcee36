/** Who the demo users are and how they use the product. */
export type Persona = {
  key: string;
  name: string;
  /** Key of a demo plan; null: lives on the sign-up grant and packs. */
  plan: 'starter' | 'pro' | 'studio' | null;
  /** Canceled, so that the plan ends after so many months; without it the plan goes on. */
  paidMonths?: number;
  /** Days before today on which the account begins. */
  startedDaysAgo: number;
  operationsPerWorkday: number;
  /** Share of a workday's operations that happens on a Saturday or Sunday. */
  weekendShare: number;
  imageShare: number;
  /** Credits bought as packs, by days before today. */
  packs?: { daysAgo: number; credits: number }[];
};

export const demoPlans = [
  {
    key: 'starter',
    clerkId: 'cplan_demo_starter',
    name: 'Starter',
    credits: 300,
    priceMonthlyCents: 900,
    priceYearlyCents: 9_000,
    description: 'For trying things out.',
    features: [
      { name: 'Chat and images', description: null },
      { name: 'History with every charge', description: null },
    ],
    badge: null,
    highlight: false,
  },
  {
    key: 'pro',
    clerkId: 'cplan_demo_pro',
    name: 'Pro',
    credits: 1_500,
    priceMonthlyCents: 2_900,
    priceYearlyCents: 29_000,
    description: 'For daily work.',
    features: [
      { name: 'Everything of Starter', description: null },
      { name: 'API keys', description: 'Charge from your own code.' },
    ],
    creditRenewal: 'rollover',
    rolloverCapCredits: 500,
    badge: 'Most chosen',
    highlight: true,
  },
  {
    key: 'studio',
    clerkId: 'cplan_demo_studio',
    name: 'Studio',
    credits: 6_000,
    priceMonthlyCents: 9_900,
    priceYearlyCents: 99_000,
    description: 'For teams that generate all day.',
    features: [
      { name: 'Everything of Pro', description: null },
      { name: 'Priority support', description: 'An answer within four hours.' },
    ],
    badge: null,
    highlight: false,
  },
] as const;

/** The two accounts that one can sign in to. */
export const adminPersona: Persona = {
  key: 'admin',
  name: 'Ada Admin',
  plan: 'studio',
  startedDaysAgo: 90,
  operationsPerWorkday: 3,
  weekendShare: 0,
  imageShare: 0.1,
};

export const userPersona: Persona = {
  key: 'user',
  name: 'Uma User',
  // The plan has ended, so that whoever tries the demo can subscribe to one.
  plan: 'pro',
  paidMonths: 2,
  startedDaysAgo: 88,
  operationsPerWorkday: 16,
  weekendShare: 0.4,
  imageShare: 0.25,
  packs: [
    { daysAgo: 26, credits: 1_000 },
    { daysAgo: 12, credits: 500 },
  ],
};

export const otherPersonas: Persona[] = [
  persona('ines', 'Inês Duarte', 'pro', 90, 14, 0.2, 0.3),
  persona('tomas', 'Tomás Ferreira', 'starter', 84, 5, 0.5, 0.1),
  persona('greta', 'Greta Lindqvist', 'studio', 77, 48, 0.1, 0.35),
  persona('kofi', 'Kofi Mensah', 'pro', 71, 18, 0.6, 0.2),
  { ...persona('mei', 'Mei Tanaka', 'starter', 63, 7, 0.3, 0.05), paidMonths: 2 },
  persona('omar', 'Omar Haddad', null, 52, 2, 1, 0.1),
  persona('lucia', 'Lucía Romero', 'pro', 45, 22, 0.2, 0.5),
  persona('noah', 'Noah Becker', null, 33, 9, 0.8, 0.4),
  persona('priya', 'Priya Raman', 'starter', 24, 12, 0.4, 0.15),
  { ...persona('elif', 'Elif Kaya', 'starter', 9, 6, 1, 0.2), packs: [{ daysAgo: 3, credits: 200 }] },
];

function persona(
  key: string,
  name: string,
  plan: Persona['plan'],
  startedDaysAgo: number,
  operationsPerWorkday: number,
  weekendShare: number,
  imageShare: number,
): Persona {
  return { key, name, plan, startedDaysAgo, operationsPerWorkday, weekendShare, imageShare };
}
