export const half = (path) => {
