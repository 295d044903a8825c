export const least = 3;
