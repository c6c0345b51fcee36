import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalClerk } from '@scrip/local-clerk';
import { z } from 'zod';
import { StartFailure } from './start-failure.ts';

const Account = z.object({ email: z.string(), password: z.string() });
const Accounts = z.object({ admin: Account, user: Account });
type Accounts = z.infer<typeof Accounts>;

export type LocalAccount = z.infer<typeof Account> & { clerkId: string; name: string };
export type LocalAccounts = Record<keyof Accounts, LocalAccount>;

export const adminEmail = 'admin@scrip.local';
const names = { admin: ['Ada', 'Admin'], user: ['Uma', 'User'] } as const;

/**
 * The two accounts of local sign-in, made on first use. Their passwords are kept in a file that only this user can
 * read, so that every start can tell them. Throws StartFailure.
 */
export async function ensureLocalAccounts(localClerk: LocalClerk, dataDir: string): Promise<LocalAccounts> {
  const accounts = await readOrCreate(join(dataDir, 'accounts.json'));
  return {
    admin: await ensureAccount(localClerk, accounts.admin, names.admin),
    user: await ensureAccount(localClerk, accounts.user, names.user),
  };
}

async function readOrCreate(path: string): Promise<Accounts> {
  try {
    return Accounts.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      throw new StartFailure(`The accounts in ${path} cannot be read; repair the file or move it away.`, {
        cause: error,
      });
    }
  }
  const accounts: Accounts = {
    admin: { email: adminEmail, password: newPassword() },
    user: { email: 'user@scrip.local', password: newPassword() },
  };
  await writeFile(`${path}.new`, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return accounts;
}

function newPassword(): string {
  return randomBytes(12).toString('base64url');
}

async function ensureAccount(
  localClerk: LocalClerk,
  account: z.infer<typeof Account>,
  [firstName, lastName]: readonly [string, string],
): Promise<LocalAccount> {
  const { email, password } = account;
  // The role in the metadata mirrors the database, which decides.
  const publicMetadata = email === adminEmail ? { role: 'ADMIN' } : {};
  const { clerkId } =
    localClerk.findUserByEmail(email) ??
    (await localClerk.createUser({ email, password, firstName, lastName, publicMetadata }));
  return { ...account, clerkId, name: `${firstName} ${lastName}` };
}
