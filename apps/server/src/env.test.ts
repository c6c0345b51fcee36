import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { EnvironmentError, readEnvironment } from './env.ts';

function problemsOf(source: Record<string, string>): string[] {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
}

const publishableKey = `pk_test_${Buffer.from('clerk.example.com$').toString('base64')}`;
const realClerk = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: 'sk_test_abc' };

test('without any variable it is a local trial on loopback with an embedded database', () => {
  expect(readEnvironment({})).toMatchObject({
    port: 3000,
    host: null,
    databaseUrl: null,
    clerk: null,
    withDemoData: true,
    slowQueryMs: 1000,
    auditorIntervalSeconds: 10,
    jobConcurrency: 4,
  });
  expect(readEnvironment({ JOB_CONCURRENCY: '0' }).jobConcurrency).toBe(0);
  expect(readEnvironment({ AUDITOR_INTERVAL_SECONDS: '0' }).auditorIntervalSeconds).toBe(0);
});

test('an empty or blank variable counts as unset', () => {
  expect(readEnvironment({ PORT: '', DATABASE_URL: '  ', CLERK_SECRET_KEY: '' })).toEqual(
    readEnvironment({}),
  );
});

test('every problem is told at once, by the name of its variable', () => {
  const problems = problemsOf({
    PORT: 'http',
    DATABASE_URL: 'mysql://me:hunter2@host/db',
    ADMIN_EMAILS: 'ada@example.com, bob',
    SCRIP_DEMO: 'yes',
    CLERK_SECRET_KEY: 'sk_test_abc',
    AI_CHAT_MODEL: 'gpt',
  });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'PORT',
    'DATABASE_URL',
    'ADMIN_EMAILS',
    'SCRIP_DEMO',
    'CLERK_PUBLISHABLE_KEY',
    'AI_CHAT_MODEL',
  ]);
  expect(problems[0]).toBe('PORT must be a whole number from 0 to 65535, for example 3000; it is "http".');
});

test('no secret is repeated in a problem', () => {
  const secrets = {
    DATABASE_URL: 'mysql://me:hunter2@host/db',
    CLERK_SECRET_KEY: 'hunter2',
    CLERK_JWT_KEY: 'hunter2',
  };
  expect(problemsOf(secrets).join('\n')).not.toContain('hunter2');
});

describe('local sign-in', () => {
  test.each([
    ['HOST', { HOST: '0.0.0.0' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://scrip.example.com' }],
    ['CLERK_WEBHOOK_SIGNING_SECRET', { CLERK_WEBHOOK_SIGNING_SECRET: 'whsec_abcd' }],
  ])('refuses %s that would reach beyond this machine', (name, source) => {
    expect(problemsOf(source)).toEqual([expect.stringContaining(name)]);
  });

  test.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])('may be served on %s', (host) => {
    expect(readEnvironment({ HOST: host }).host).toBe(host);
  });
});

test('mail stays on this machine without a server, and needs a sender with one', () => {
  expect(readEnvironment({})).toMatchObject({ smtpUrl: null, mailFrom: 'Scrip <scrip@localhost>' });
  const smtp = { SMTP_URL: 'smtp://me:secret@mail.example.com:587' };
  expect(problemsOf(smtp)).toEqual([expect.stringContaining('MAIL_FROM is missing')]);
  for (const from of ['scrip@example.com', 'Scrip & Co <scrip@example.com>'])
    expect(readEnvironment({ ...smtp, MAIL_FROM: from })).toMatchObject({
      smtpUrl: smtp.SMTP_URL,
      mailFrom: from,
    });
  expect(problemsOf({ SMTP_URL: 'mail.example.com', MAIL_FROM: 'Scrip <nobody>, a@example.com' })).toEqual([
    expect.stringMatching(/^SMTP_URL must be/),
    expect.stringMatching(/^MAIL_FROM must be/),
  ]);
});

test('files stay on this disk, and another store needs all that it is reached by', () => {
  expect(readEnvironment({}).storage).toMatchObject({ provider: 'local', s3: null, vercelBlob: null });
  const keys = { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
  const s3 = readEnvironment({ ...keys, STORAGE_PROVIDER: 's3', UPLOAD_MAX_MB: '1' }).storage;
  expect(s3).toMatchObject({
    provider: 's3',
    s3: { bucket: 'files', region: 'us-east-1', endpoint: null },
    limits: { uploadBytes: 1024 * 1024, quotaFiles: 1000, retentionDays: 7 },
  });
  expect(problemsOf({ STORAGE_PROVIDER: 's3', S3_BUCKET: 'files' })).toEqual([
    expect.stringContaining('S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY is missing'),
  ]);
  expect(problemsOf({ STORAGE_PROVIDER: 'vercel_blob' })).toEqual([
    expect.stringContaining('needs BLOB_READ_WRITE_TOKEN'),
  ]);
  expect(problemsOf({ STORAGE_PROVIDER: 'floppy', S3_ENDPOINT: 'https://s3.example.com' })).toHaveLength(2);
});

describe('real Clerk', () => {
  test('takes a public key whose line breaks are spelled out', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString().trim();
    const env = readEnvironment({ ...realClerk, CLERK_JWT_KEY: pem.replaceAll('\n', '\\n') });
    expect(env.clerk?.jwtKey).toBe(pem);
  });

  test('refuses keys of two instances', () => {
    expect(problemsOf({ ...realClerk, CLERK_SECRET_KEY: 'sk_live_abc' })).toEqual([
      expect.stringContaining('take both from the same instance'),
    ]);
  });

  test('asks for the public origins when other machines are served', () => {
    expect(problemsOf({ ...realClerk, HOST: '0.0.0.0' })).toEqual([
      expect.stringContaining('PUBLIC_URL is missing'),
    ]);
    expect(
      readEnvironment({ ...realClerk, HOST: '0.0.0.0', PUBLIC_URL: 'https://scrip.example.com/' }),
    ).toMatchObject({
      publicOrigins: ['https://scrip.example.com'],
    });
  });
});
