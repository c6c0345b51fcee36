/** What the global setup tells the test files: where the server is, and which database to clone. */
type TestServer = { url: string; template: string };

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}
