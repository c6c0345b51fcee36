import { join, resolve } from 'node:path';
import { defaultLimits, storageProviders } from '@scrip/api/server';
import { z } from 'zod';
import { listConflicts, type Source } from './env-conflicts.ts';
import {
  anyText,
  email,
  httpUrl,
  listOf,
  matching,
  oneOf,
  origin,
  postgresUrl,
  publicKey,
  publishableKey,
  sender,
  smtpUrl,
  trustProxy,
  wholeNumber,
} from './env-formats.ts';

const repositoryRoot = resolve(import.meta.dirname, '../../..');

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** Every problem of the environment, one sentence each. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** A variable whose text `parse` understands; undefined means that it does not. */
function variable<T>(expected: string, parse: (text: string) => T | undefined, isSecret = false) {
  return z
    .string()
    .transform((text, ctx) => {
      const value = parse(text);
      if (value !== undefined) return value;
      const found = isSecret ? '' : `; it is "${text}"`;
      ctx.addIssue({ code: 'custom', message: `must be ${expected}${found}.` });
      return z.NEVER;
    })
    .optional();
}

const Variables = z.object({
  PORT: variable('a whole number from 0 to 65535, for example 3000', wholeNumber(0, 65_535)),
  HOST: variable('a host name or an IP address, for example 127.0.0.1', matching(/^[\w.:%-]+$/)),
  DATA_DIR: variable('a folder', anyText),
  DATABASE_URL: variable('an address like postgresql://user:password@host:5432/database', postgresUrl, true),
  CLERK_PUBLISHABLE_KEY: variable(
    'a publishable key of Clerk, which starts with pk_live_ or pk_test_',
    publishableKey,
  ),
  CLERK_SECRET_KEY: variable(
    'a secret key of Clerk, which starts with sk_live_ or sk_test_',
    matching(/^sk_(live|test)_\S+$/),
    true,
  ),
  CLERK_JWT_KEY: variable('the PEM public key that Clerk shows under API keys', publicKey, true),
  CLERK_WEBHOOK_SIGNING_SECRET: variable(
    "a webhook's signing secret of Clerk, which starts with whsec_",
    matching(/^whsec_[\w+/=-]+$/),
    true,
  ),
  API_KEY_SECRET: variable('a secret of at least 32 characters without spaces', matching(/^\S{32,}$/), true),
  ADMIN_EMAILS: variable('e-mail addresses separated by commas', listOf(email)),
  PUBLIC_URL: variable('origins like https://scrip.example.com, separated by commas', listOf(origin)),
  TRUST_PROXY: variable('a number of proxies, or their addresses separated by commas', trustProxy),
  SCRIP_DEMO: variable('0 or 1', oneOf(['0', '1'])),
  SLOW_QUERY_MS: variable('a whole number of milliseconds', wholeNumber(0, 600_000)),
  CALLS_PER_MINUTE: variable('a whole number from 1 to 1000000', wholeNumber(1, 1_000_000)),
  AUDITOR_INTERVAL_SECONDS: variable('a whole number of seconds, at most 86400', wholeNumber(0, 86_400)),
  SMTP_URL: variable('an address like smtp://user:password@smtp.example.com:587, or smtps://', smtpUrl, true),
  MAIL_FROM: variable('an e-mail address, or a name with one: Scrip <scrip@example.com>', sender),
  JOB_CONCURRENCY: variable('a whole number from 0 to 50', wholeNumber(0, 50)),
  METRICS_TOKEN: variable('a token of at least 16 characters', matching(/^\S{16,}$/), true),
  LOG_LEVEL: variable(`one of ${logLevels.join(', ')}`, oneOf(logLevels)),
  STORAGE_PROVIDER: variable(`one of ${storageProviders.join(', ')}`, oneOf(storageProviders)),
  S3_BUCKET: variable('the name of a bucket', anyText),
  S3_REGION: variable('a region, for example eu-central-1', matching(/^[\w-]+$/)),
  S3_ENDPOINT: variable('an address like https://s3.example.com', httpUrl),
  S3_ACCESS_KEY_ID: variable('a key', anyText, true),
  S3_SECRET_ACCESS_KEY: variable('a key', anyText, true),
  BLOB_READ_WRITE_TOKEN: variable(
    'a token of Vercel Blob, which starts with vercel_blob_rw_',
    matching(/^vercel_blob_rw_\w+_\w+$/),
    true,
  ),
  BLOB_ACCESS: variable('private or public', oneOf(['private', 'public'])),
  UPLOAD_MAX_MB: variable('a whole number of megabytes from 1 to 2000', wholeNumber(1, 2_000)),
  STORAGE_QUOTA_MB: variable('a whole number of megabytes', wholeNumber(1, 100_000_000)),
  STORAGE_QUOTA_FILES: variable('a whole number of files', wholeNumber(1, 1_000_000)),
  STORAGE_RETENTION_DAYS: variable('a whole number of days from 0 to 365', wholeNumber(0, 365)),
  UPLOAD_TYPES: variable('content types separated by commas', listOf(matching(/^[\w.+-]+\/[\w.+-]+$/))),
  STORAGE_METERING: variable('0 or 1', oneOf(['0', '1'])),
  OPENAI_API_KEY: variable('a key', anyText, true),
  OPENROUTER_API_KEY: variable('a key', anyText, true),
  AI_BASE_URL: variable('an address like https://api.example.com/v1', httpUrl),
  AI_CHAT_MODEL: variable('the name of a model', anyText),
  AI_IMAGE_MODEL: variable('the name of a model', anyText),
});

/** The names of all variables that Scrip reads. */
export const variableNames = Object.keys(Variables.shape);

const megabyte = 1024 * 1024;

function toStorage(set: z.infer<typeof Variables>) {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = set;
  const { BLOB_READ_WRITE_TOKEN: token } = set;
  const hasS3 = bucket && accessKeyId && secretAccessKey;
  return {
    provider: set.STORAGE_PROVIDER ?? 'local',
    /** Null: not used. */
    s3: hasS3
      ? {
          ...{ bucket, accessKeyId, secretAccessKey },
          region: set.S3_REGION ?? 'us-east-1',
          endpoint: set.S3_ENDPOINT ?? null,
        }
      : null,
    vercelBlob: token ? { token, access: set.BLOB_ACCESS ?? 'private' } : null,
    limits: {
      uploadBytes: set.UPLOAD_MAX_MB ? set.UPLOAD_MAX_MB * megabyte : defaultLimits.uploadBytes,
      quotaBytes: set.STORAGE_QUOTA_MB ? set.STORAGE_QUOTA_MB * megabyte : defaultLimits.quotaBytes,
      quotaFiles: set.STORAGE_QUOTA_FILES ?? defaultLimits.quotaFiles,
      types: set.UPLOAD_TYPES ?? defaultLimits.types,
      retentionDays: set.STORAGE_RETENTION_DAYS ?? defaultLimits.retentionDays,
    },
    isMetered: set.STORAGE_METERING === '1',
  };
}

function toEnvironment(set: z.infer<typeof Variables>) {
  const { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey } = set;
  const clerk = publishableKey && secretKey ? { publishableKey, secretKey } : null;
  return {
    port: set.PORT ?? 3000,
    /** Null: both loopback addresses of this machine. */
    host: set.HOST ?? null,
    dataDir: resolve(set.DATA_DIR ?? join(repositoryRoot, '.data')),
    /** Null: an embedded PostgreSQL under `dataDir`. */
    databaseUrl: set.DATABASE_URL ?? null,
    /** Null: local sign-in. */
    clerk: clerk && {
      ...clerk,
      jwtKey: set.CLERK_JWT_KEY ?? null,
      webhookSigningSecret: set.CLERK_WEBHOOK_SIGNING_SECRET ?? null,
    },
    /** Null: one is made and kept under `dataDir`. */
    apiKeySecret: set.API_KEY_SECRET ?? null,
    adminEmails: new Set(set.ADMIN_EMAILS ?? []),
    publicOrigins: set.PUBLIC_URL ?? [],
    trustProxy: set.TRUST_PROXY ?? 0,
    withDemoData: set.SCRIP_DEMO !== '0',
    slowQueryMs: set.SLOW_QUERY_MS ?? 1000,
    callsPerMinute: set.CALLS_PER_MINUTE ?? 3000,
    /** 0: this process does not audit. */
    auditorIntervalSeconds: set.AUDITOR_INTERVAL_SECONDS ?? 10,
    /** Background jobs that this process runs at once; 0: it runs none. */
    jobConcurrency: set.JOB_CONCURRENCY ?? 4,
    /** Null: mail stays under `dataDir`. */
    smtpUrl: set.SMTP_URL ?? null,
    mailFrom: set.MAIL_FROM ?? 'Scrip <scrip@localhost>',
    /** Null: there are no metrics. */
    metricsToken: set.METRICS_TOKEN ?? null,
    logLevel: set.LOG_LEVEL ?? (clerk ? 'info' : 'warn'),
    storage: toStorage(set),
    ai: {
      openAiApiKey: set.OPENAI_API_KEY,
      openRouterApiKey: set.OPENROUTER_API_KEY,
      baseUrl: set.AI_BASE_URL,
      chatModel: set.AI_CHAT_MODEL,
      imageModel: set.AI_IMAGE_MODEL,
    },
  };
}

export type Environment = ReturnType<typeof toEnvironment>;

/** Reads and checks everything that can be set from outside. Empty counts as unset. Throws EnvironmentError. */
export function readEnvironment(source: Source = process.env): Environment {
  const texts = Object.entries(source).map(([name, text]) => [name, text?.trim()] as const);
  const set = Object.fromEntries(texts.filter(([, text]) => text));
  const parsed = Variables.safeParse(set);
  const single = parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];
  const problems = [...single, ...listConflicts(set)];
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems);
  return toEnvironment(parsed.data);
}
