/** What a new project gets beside our own packages; the versions this repository is tested with. */
export const DEVELOPMENT_DEPENDENCIES: Readonly<Record<string, string>> = {
  "@types/node": "^24.19.2",
  typescript: "^7.0.2",
  vitest: "^5.1.1",
};
