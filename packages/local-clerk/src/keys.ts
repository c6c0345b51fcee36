import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hashKeySuffix } from './cookie-suffix.ts';
import { newId, newSecret } from './ids.ts';
import { writeFileAtomically } from './store/atomic-file.ts';

const KeyFile = z.object({
  instanceId: z.string(),
  frontendHost: z.string(),
  secretKey: z.string(),
  webhookSigningSecret: z.string(),
  privateKeyPem: z.string(),
});
type KeyFile = z.infer<typeof KeyFile>;

export type Keys = {
  instanceId: string;
  keyId: string;
  issuer: string;
  publishableKey: string;
  secretKey: string;
  webhookSigningSecret: string;
  privateKey: KeyObject;
  /** PEM of the public half, for `CLERK_JWT_KEY`. */
  jwtKey: string;
  jwks: { keys: object[] };
  /** What Clerk's packages append to cookie names, so that instances on one host do not mix. */
  cookieSuffix: string;
};

function generateKeyFile(): KeyFile {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    instanceId: newId('ins'),
    // Each data directory has a host of its own: browsers share the cookies of localhost between ports.
    frontendHost: `clerk.${randomBytes(4).toString('hex')}.local.test`,
    secretKey: `sk_live_local_${newSecret()}`,
    webhookSigningSecret: `whsec_${randomBytes(32).toString('base64')}`,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

async function readOrCreate(path: string): Promise<KeyFile> {
  try {
    return KeyFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      throw new Error(`The local sign-in keys in ${path} cannot be read.`, { cause: error });
    }
  }
  const created = generateKeyFile();
  await writeFileAtomically(path, JSON.stringify(created));
  return created;
}

/** The keys of this directory, made on first use and the same ever after. */
export async function loadKeys(directory: string): Promise<Keys> {
  const file = await readOrCreate(join(directory, 'keys.json'));
  const privateKey = createPrivateKey(file.privateKeyPem);
  const publicKey = createPublicKey(privateKey);
  const publishableKey = `pk_live_${Buffer.from(`${file.frontendHost}$`).toString('base64')}`;
  return {
    instanceId: file.instanceId,
    keyId: file.instanceId,
    issuer: `https://${file.frontendHost}`,
    publishableKey,
    secretKey: file.secretKey,
    webhookSigningSecret: file.webhookSigningSecret,
    privateKey,
    jwtKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwks: {
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: file.instanceId, use: 'sig', alg: 'RS256' }],
    },
    cookieSuffix: hashKeySuffix(publishableKey),
  };
}
