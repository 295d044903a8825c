// KFP: pipeline_with_volume
// Exercises: a volume claim made at the start, used by two pods and deleted at the end
import { kubernetesResource, pipeline, run } from "dagwright";

export const createClaim = kubernetesResource<{ name: string; size: string }>({
  action: "create",
  manifest: (i) => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: i.name },
    spec: { accessModes: ["ReadWriteOnce"], storageClassName: "standard", resources: { requests: { storage: i.size } } },
  }),
  fake: async () => {},
});

/** A job of one pod that sees the volume at /data. */
export const runOn = kubernetesResource<{ claim: string; name: string; script: string }>({
  action: "create",
  success: "status.succeeded > 0",
  failure: "status.failed > 0",
  manifest: (i) => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: i.name },
    spec: {
      backoffLimit: 0,
      template: {
        spec: {
          restartPolicy: "Never",
          containers: [
            { name: "main", image: "alpine:3.22", command: ["sh", "-c", i.script], volumeMounts: [{ name: "data", mountPath: "/data" }] },
          ],
          volumes: [{ name: "data", persistentVolumeClaim: { claimName: i.claim } }],
        },
      },
    },
  }),
  fake: async () => {},
});

export const deleteClaim = kubernetesResource<{ name: string }>({
  action: "delete",
  manifest: (i) => ({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: i.name } }),
  fake: async () => {},
});

export default pipeline("shared-volume", async ({ size = "5Mi" }: { size?: string }) => {
  const claim = `shared-${run.id}`;
  await createClaim({ name: claim, size });
  try {
    await runOn({ claim, name: `${claim}-write`, script: "echo good morning > /data/file.txt" });
    await runOn({ claim, name: `${claim}-read`, script: "grep morning /data/file.txt" });
  } finally {
    await deleteClaim({ name: claim });
  }
});
