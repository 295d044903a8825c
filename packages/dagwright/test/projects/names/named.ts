import * as dagwright from "dagwright";
import { component, container, importer, Dataset, kubernetesResource, type StepFunction } from "dagwright";

interface Removed {
  by: "type stripping";
}

export const plain = component({}, async () => {
  throw new Error();
});
export const typed: StepFunction = component({}, async () => {
  throw new Error();
});
export const broken =
  // with a comment
  component(
    {
      cpu: 1,
    },
    async () => {
      throw new Error();
    },
  );
const $inner = dagwright.component({}, async (): Promise<Removed> => {
  throw new Error();
});
export const first = 1,
  second = component({}, async () => {
    throw new Error();
  });
export const box = container<{ n: number }, { n: number }>({ image: "x", fake: async () => await Promise.reject(new Error()) });
export const table = importer(Dataset);
export const job = kubernetesResource<{ n: number }>({
  action: "get",
  manifest: () => ({ apiVersion: "v1", kind: "Pod", metadata: {} }),
  fake: async () => await Promise.reject(new Error()),
});
export default component({}, async () => {
  throw new Error();
});
export const list = [component({}, async () => await Promise.reject(new Error()))];
export const inner: () => Promise<unknown> = $inner;
