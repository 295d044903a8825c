import { kubernetesResource, pipeline } from "dagwright";

const clean = (name: string) => name.replaceAll("_", "-");

export const helped = kubernetesResource<{ name: string }>({
  action: "apply",
  manifest: (i) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: clean(i.name) } }),
});
export const listed = kubernetesResource<{ names: string[] }>({
  action: "apply",
  manifest: (i) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data: i.names.map((name) => ({ name })) }),
});
export const counted = kubernetesResource<{ names: string[] }>({
  action: "apply",
  manifest: (i) => {
    const data: string[] = [];
    for (const name of i.names) data.push(name);
    return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data };
  },
});

export default pipeline("main", async () => {
  await helped({ name: "a" });
  await listed({ names: [] });
  await counted({ names: [] });
});
