/** The only way to lead the package of Vercel Blob to another server, and to let it try once. */
export function leadVercelBlobTo(apiUrl: string): void {
  process.env.VERCEL_BLOB_API_URL = apiUrl;
  process.env.VERCEL_BLOB_RETRIES = '0';
}
