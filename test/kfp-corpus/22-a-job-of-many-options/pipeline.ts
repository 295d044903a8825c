// KFP: critical/missing_kubernetes_optional_inputs
// Exercises: eight kinds of Kubernetes settings that are inputs of the pipeline and may all be left out
import { kubernetesResource, pipeline } from "dagwright";

interface Placement {
  nodeSelector?: Record<string, string>;
  /** Zones to prefer. */
  zones?: string[];
  tolerations?: { key: string; operator: "Exists"; effect: "NoSchedule" | "NoExecute" }[];
  secret?: string;
  configMap?: string;
  pullSecret?: string;
}

const preferring = (zones: readonly string[]) => ({
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 1, preference: { matchExpressions: [{ key: "topology.kubernetes.io/zone", operator: "In", values: zones }] } },
    ],
  },
});

export const logMessage = kubernetesResource<Placement & { message: string }>({
  action: "create",
  success: "status.succeeded > 0",
  failure: "status.failed > 0",
  manifest: (i) => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { generateName: "log-message-" },
    spec: {
      backoffLimit: 0,
      template: {
        spec: {
          restartPolicy: "Never",
          nodeSelector: i.nodeSelector,
          tolerations: i.tolerations,
          ...(i.zones === undefined ? {} : { affinity: preferring(i.zones) }),
          imagePullSecrets: i.pullSecret === undefined ? [] : [{ name: i.pullSecret }],
          containers: [
            {
              name: "main",
              image: "alpine:3.22",
              command: ["echo", i.message],
              env: [
                { name: "PASSWORD", valueFrom: { secretKeyRef: { name: i.secret, key: "password", optional: true } } },
                { name: "SETTING", valueFrom: { configMapKeyRef: { name: i.configMap, key: "setting", optional: true } } },
              ],
              volumeMounts: [
                { name: "secret", mountPath: "/mnt/secret" },
                { name: "config", mountPath: "/mnt/config" },
              ],
            },
          ],
          volumes: [
            { name: "secret", secret: { secretName: i.secret, optional: true } },
            { name: "config", configMap: { name: i.configMap, optional: true } },
          ],
        },
      },
    },
  }),
  fake: async () => {},
});

export default pipeline("a-job-of-many-options", async (placement: Placement) => {
  await logMessage({ ...placement, message: "nothing special" });
});
