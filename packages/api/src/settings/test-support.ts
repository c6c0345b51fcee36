import type { Database } from '@scrip/database';
import { createAccount, type TestAccount } from '@scrip/testing';
import type { AdminFeature, CreateFeatureInput } from './feature-schema.ts';
import { createFeature } from './features.ts';

let made = 0;

/** An admin, and a feature of a key that nothing else has. */
export async function createFeatureAsAdmin(
  db: Database,
  input: Partial<CreateFeatureInput> = {},
): Promise<{ admin: TestAccount; feature: AdminFeature }> {
  const admin = await createAccount(db, { role: 'ADMIN', credits: 0 });
  return { admin, feature: await createFeature(admin.own, newFeature(input)) };
}

export function newFeature(input: Partial<CreateFeatureInput> = {}): CreateFeatureInput {
  made += 1;
  return { key: `feature_${made}`, name: `Feature ${made}`, price: 3, ...input };
}
