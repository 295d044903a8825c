const QUANTITY = /^\d+(?:\.\d+)?(?:m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/u;

/** Whether text is an amount in Kubernetes' words: `500m`, `2Gi`. */
export const isQuantity = (text: string): boolean => QUANTITY.test(text);
