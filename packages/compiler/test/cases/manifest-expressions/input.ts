import { kubernetesResource, pipeline } from "dagwright";

interface Job {
  name: string;
  image?: string;
  labels?: { team?: string };
  cpus: number;
  gpu?: boolean;
  zones: string[];
}

const NAMESPACE = "ml";
const labelled = (team: string) => ({ "app.kubernetes.io/part-of": team, owner: `${team}-owners` });

const limits = (cpus: number, gpu: boolean) => ({ cpu: `${cpus * 1000}m`, memory: "1Gi", ...(gpu ? { "nvidia.com/gpu": "1" } : {}) });

export const job = kubernetesResource<Job>({
  action: "create",
  success: "status.succeeded > 0",
  manifest: ({ name, image, labels, cpus, gpu, zones }) => {
    const team = labels?.team ?? "nobody";
    return {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: `${NAMESPACE}-${name}`, namespace: NAMESPACE, labels: { ...labelled(team), image } },
      spec: {
        ...(image === undefined ? {} : { image }),
        parallelism: cpus > 4 ? 2 : 1,
        nodes: zones.length,
        resources: limits(cpus, gpu ?? false),
        selector: { matchExpressions: [{ key: "zone", operator: "In", values: zones }] },
      },
    };
  },
});

export default pipeline("main", async ({ name }: { name: string }) => job({ name: name.toLowerCase(), cpus: 2, zones: ["a"] }));
