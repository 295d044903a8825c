/** What a loop fails with that was to go on beyond its limit: the same text wherever it runs. */
export const exhaustedText = (max: number): string => `the loop did not end within ${max === 1 ? "1 turn" : `${max} turns`}`;
