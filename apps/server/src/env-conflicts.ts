export type Source = Record<string, string | undefined>;

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(hostname);
}

/** What is wrong between variables, told even while single ones are wrong too. */
export function listConflicts(set: Source): string[] {
  const conflicts: string[] = [];
  const clerkKeys = ['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY'];
  const missing = clerkKeys.filter((name) => !set[name]);
  const [onlyMissing] = missing;
  if (missing.length === 1) {
    const other = clerkKeys.find((name) => name !== onlyMissing);
    conflicts.push(
      `${onlyMissing} is missing, but ${other} is set: set both for real Clerk, or none for local sign-in.`,
    );
  }
  if (missing.length === 2) conflicts.push(...listLocalConflicts(set));
  if (missing.length === 0) conflicts.push(...listRealClerkConflicts(set));
  if (!set.OPENAI_API_KEY && !set.OPENROUTER_API_KEY) {
    for (const name of ['AI_BASE_URL', 'AI_CHAT_MODEL', 'AI_IMAGE_MODEL']) {
      if (set[name])
        conflicts.push(
          `${name} needs OPENAI_API_KEY or OPENROUTER_API_KEY: without a key the built-in demo model answers.`,
        );
    }
  }
  conflicts.push(...listStorageConflicts(set));
  if (set.SMTP_URL && !set.MAIL_FROM)
    conflicts.push(
      'MAIL_FROM is missing: with SMTP_URL it must name the sender that your mail server allows.',
    );
  return conflicts;
}

const s3Names = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];

function listStorageConflicts(set: Source): string[] {
  const conflicts: string[] = [];
  const missing = s3Names.filter((name) => !set[name]);
  const wantsS3 = set.STORAGE_PROVIDER === 's3' || missing.length < s3Names.length;
  if (wantsS3 && missing.length > 0)
    conflicts.push(`S3 needs ${s3Names.join(', ')}: ${missing.join(', ')} is missing.`);
  for (const name of ['S3_REGION', 'S3_ENDPOINT'])
    if (set[name] && !wantsS3) conflicts.push(`${name} needs ${s3Names.join(', ')}.`);
  if (set.STORAGE_PROVIDER === 'vercel_blob' && !set.BLOB_READ_WRITE_TOKEN)
    conflicts.push('STORAGE_PROVIDER=vercel_blob needs BLOB_READ_WRITE_TOKEN.');
  if (set.BLOB_ACCESS && !set.BLOB_READ_WRITE_TOKEN)
    conflicts.push('BLOB_ACCESS needs BLOB_READ_WRITE_TOKEN.');
  return conflicts;
}

function listLocalConflicts(set: Source): string[] {
  const conflicts: string[] = [];
  for (const name of ['CLERK_JWT_KEY', 'CLERK_WEBHOOK_SIGNING_SECRET']) {
    if (set[name])
      conflicts.push(
        `${name} is set without CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY: set those too, or unset it.`,
      );
  }
  if (set.HOST && !isLoopback(set.HOST)) {
    conflicts.push(
      `HOST must be a loopback address such as 127.0.0.1 while sign-in is local; it is "${set.HOST}". Set Clerk's keys to serve other machines.`,
    );
  }
  const foreign = (set.PUBLIC_URL ?? '')
    .split(',')
    .find((item) => !isLoopback(URL.parse(item.trim())?.hostname ?? 'localhost'));
  if (foreign) {
    conflicts.push(
      `PUBLIC_URL must be on this machine while sign-in is local; it is "${foreign.trim()}". Set Clerk's keys to serve other machines.`,
    );
  }
  return conflicts;
}

function listRealClerkConflicts(set: Source): string[] {
  const conflicts: string[] = [];
  const [publishable, secret] = [set.CLERK_PUBLISHABLE_KEY, set.CLERK_SECRET_KEY].map(
    (key) => key?.split('_')[1],
  );
  if (publishable !== secret && secret && publishable) {
    conflicts.push(
      `CLERK_PUBLISHABLE_KEY is a ${publishable} key and CLERK_SECRET_KEY a ${secret} key: take both from the same instance.`,
    );
  }
  if (set.HOST && !isLoopback(set.HOST) && !set.PUBLIC_URL) {
    conflicts.push(
      `PUBLIC_URL is missing: with HOST=${set.HOST} it must name the origins that people use, for example https://scrip.example.com.`,
    );
  }
  return conflicts;
}
