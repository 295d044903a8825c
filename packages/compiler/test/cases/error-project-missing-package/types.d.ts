declare module "@acme/gone/trees" {
  export function plant(path: string): string;
}
