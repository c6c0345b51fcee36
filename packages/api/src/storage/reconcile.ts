import type { JobContext } from '../jobs/job-kind.ts';
import type { Finding, RunCounts } from './admin-schema.ts';
import { findKnownPathnames, listStored, updateRun } from './run-repository.ts';
import { basePathname } from './runs.ts';
import { storageOf } from './storage.ts';
import type { BlobListItem, BlobStore } from './stores/blob-store.ts';

const pageSize = 500;
const headsAtOnce = 8;
const mostFindings = 1000;
/** Younger bytes may belong to an upload that is not written down yet in another process's eyes. */
const youngMs = 60 * 60_000;

type Report = { counts: RunCounts; findings: Finding[] };

/** Looks from both sides: for bytes without a row, and for rows without bytes. Changes nothing but its report. */
export async function reconcileStores(ctx: JobContext, runId: string): Promise<void> {
  const report: Report = {
    counts: { looked: 0, orphans: 0, missing: 0, moved: 0, failed: 0, total: 0 },
    findings: [],
  };
  for (const store of storageOf(ctx).stores.values()) {
    const save = () => updateRun(ctx.db, runId, { ...report }, ctx.now());
    await findOrphans(ctx, store, report, save);
    await findMissing(ctx, store, report, save);
  }
}

type Save = () => Promise<void>;

async function findOrphans(ctx: JobContext, store: BlobStore, report: Report, save: Save): Promise<void> {
  let cursor: string | null = null;
  do {
    ctx.signal.throwIfAborted();
    const page: Awaited<ReturnType<BlobStore['list']>> = await store.list({ cursor, limit: pageSize });
    const names = page.items.map(({ pathname }) => basePathname(pathname));
    const known = await findKnownPathnames(ctx.db, store.provider, names);
    const oldest = new Date(ctx.now().getTime() - youngMs);
    for (const item of page.items) {
      report.counts.looked += 1;
      if (known.has(basePathname(item.pathname)) || item.modifiedAt > oldest) continue;
      report.counts.orphans += 1;
      add(report, orphan(store, item));
    }
    await save();
    cursor = page.nextCursor;
  } while (cursor !== null);
}

function orphan({ provider }: BlobStore, { pathname, url, sizeBytes }: BlobListItem): Finding {
  return { kind: 'orphan', provider, pathname, url, sizeBytes, userId: null, id: null };
}

async function findMissing(ctx: JobContext, store: BlobStore, report: Report, save: Save): Promise<void> {
  let after: { userId: string; id: string } | null = null;
  for (;;) {
    ctx.signal.throwIfAborted();
    const rows: Awaited<ReturnType<typeof listStored>> = await listStored(
      ctx.db,
      store.provider,
      after,
      pageSize,
    );
    for (let at = 0; at < rows.length; at += headsAtOnce) {
      const batch = rows.slice(at, at + headsAtOnce);
      const heads = await Promise.all(batch.map((row) => store.head(row)));
      for (const [index, row] of batch.entries()) {
        report.counts.looked += 1;
        if (heads[index]?.sizeBytes === row.size) continue;
        report.counts.missing += 1;
        const { provider, pathname, url, userId, id, size: sizeBytes } = row;
        add(report, { kind: 'missing', provider, pathname, url, sizeBytes, userId, id });
      }
    }
    await save();
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last;
  }
}

function add({ findings }: Report, finding: Finding): void {
  if (findings.length < mostFindings) findings.push(finding);
}
