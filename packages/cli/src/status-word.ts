/** The words that people and scripts read; those of Argo where it has one. */
export const statusWord = (status: string): string => status.charAt(0).toUpperCase() + status.slice(1);
