export const SEEDS = [1, 2, 3] as const;
export const MIN_AUC = 0.8;
