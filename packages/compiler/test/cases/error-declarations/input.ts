import { component, container, kubernetesResource, pipeline } from "dagwright";

const handler: any = JSON.parse("null");

export const untyped = container({ image: "ghcr.io/acme/train:1" });
// A caller without types.
export const imageless = container<{ x: number }, { y: number }>({ command: ["train"] } as never);
export const spread = container<{ x: number }, { y: number }>({ command: ["train"], args: (i, o) => [i.x, o.y.path] });
export const bodiless = component({}, handler);
export const wrong = kubernetesResource<{ name: string }>({
  // @ts-expect-error no such action
  action: "patch",
  manifest: (i) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: i.name } }),
});
export const built = kubernetesResource<{ name: string }>({
  action: "apply",
  manifest: (i) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: i.name.toLowerCase() } }),
});

export default pipeline("main", async ({ x }: { x: number }) => x);
