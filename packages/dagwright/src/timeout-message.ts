export const timeoutMessage = (seconds: number): string => `took longer than ${seconds} s`;
